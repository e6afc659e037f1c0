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
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { ItemState, Prescription } from './prescriptions.documents';

const STATUSES: Looks<Prescription['status']> = {
  OPEN: { tone: 'info', icon: IconCircleDot },
  DONE: { tone: 'ok', icon: IconCircleCheck },
  CANCELLED: { tone: 'idle', icon: IconBan },
};

export function PrescriptionMark({ status }: { status: Prescription['status'] }) {
  return <MarkOf state={status} looks={STATUSES} words={useTranslations('prescriptions.status')} />;
}

const ITEMS: Looks<ItemState> = {
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
  return <MarkOf state={state} looks={ITEMS} words={useTranslations('prescriptions.itemState')} />;
}
