'use client';

import {
  IconBan,
  IconCalendarClock,
  IconCalendarX,
  IconCircleCheck,
  IconCircleDot,
  IconCircleHalf2,
  IconCircleX,
  IconClockHour4,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { ItemState, Prescription } from './prescriptions.documents';

const STATUSES: Record<Prescription['status'], { tone: Tone; icon: Icon }> = {
  OPEN: { tone: 'info', icon: IconCircleDot },
  DONE: { tone: 'ok', icon: IconCircleCheck },
  CANCELLED: { tone: 'idle', icon: IconBan },
};

export function PrescriptionMark({ status }: { status: Prescription['status'] }) {
  const t = useTranslations('prescriptions.status');
  const { tone, icon } = STATUSES[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}

const ITEMS: Record<ItemState, { tone: Tone; icon: Icon }> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  ISSUED: { tone: 'info', icon: IconCircleDot },
  PARTLY_DISPENSED: { tone: 'info', icon: IconCircleHalf2 },
  DISPENSED: { tone: 'ok', icon: IconCircleCheck },
  CANCELLED: { tone: 'idle', icon: IconBan },
  EXPIRED: { tone: 'idle', icon: IconCalendarX },
  NOT_YET_VALID: { tone: 'idle', icon: IconCalendarClock },
  REFUSED: { tone: 'stop', icon: IconCircleX },
};

export function ItemMark({ state }: { state: ItemState }) {
  const t = useTranslations('prescriptions.itemState');
  const { tone, icon } = ITEMS[state];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(state)}
    </StateMark>
  );
}
