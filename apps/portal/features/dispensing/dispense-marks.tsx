'use client';

import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleX,
  IconClockHour4,
  IconFlag,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { DispenseLine, Dispensing } from './dispensing.documents';

const LINES: Looks<DispenseLine['status']> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  CONFIRMED: { tone: 'ok', icon: IconCircleCheck },
  REFUSED: { tone: 'stop', icon: IconCircleX },
  UNDO_PENDING: { tone: 'warn', icon: IconClockHour4 },
  UNDONE: { tone: 'idle', icon: IconArrowBackUp },
  HANDED_OUT_REFUSED: { tone: 'stop', icon: IconAlertOctagon },
  IRREGULAR: { tone: 'warn', icon: IconFlag },
};

export function DispenseLineMark({ status }: { status: DispenseLine['status'] }) {
  return <MarkOf state={status} looks={LINES} words={useTranslations('dispensed.lineStatus')} />;
}

const WHOLE: Looks<Dispensing['status']> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  CONFIRMED: { tone: 'ok', icon: IconCircleCheck },
  PARTLY_REFUSED: { tone: 'stop', icon: IconCircleHalf2 },
  REFUSED: { tone: 'stop', icon: IconCircleX },
  UNDONE: { tone: 'idle', icon: IconArrowBackUp },
};

export function DispensingMark({ status }: { status: Dispensing['status'] }) {
  return <MarkOf state={status} looks={WHOLE} words={useTranslations('dispensed.status')} />;
}
