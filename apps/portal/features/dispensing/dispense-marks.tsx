'use client';

import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleX,
  IconClockHour4,
  IconFlag,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { DispenseLine, Dispensing } from './dispensing.documents';

const LINES: Record<DispenseLine['status'], { tone: Tone; icon: Icon }> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  CONFIRMED: { tone: 'ok', icon: IconCircleCheck },
  REFUSED: { tone: 'stop', icon: IconCircleX },
  UNDO_PENDING: { tone: 'warn', icon: IconClockHour4 },
  UNDONE: { tone: 'idle', icon: IconArrowBackUp },
  HANDED_OUT_REFUSED: { tone: 'stop', icon: IconAlertOctagon },
  IRREGULAR: { tone: 'warn', icon: IconFlag },
};

export function DispenseLineMark({ status }: { status: DispenseLine['status'] }) {
  const t = useTranslations('dispensed.lineStatus');
  const { tone, icon } = LINES[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}

const WHOLE: Record<Dispensing['status'], { tone: Tone; icon: Icon }> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  CONFIRMED: { tone: 'ok', icon: IconCircleCheck },
  PARTLY_REFUSED: { tone: 'stop', icon: IconCircleHalf2 },
  REFUSED: { tone: 'stop', icon: IconCircleX },
  UNDONE: { tone: 'idle', icon: IconArrowBackUp },
};

export function DispensingMark({ status }: { status: Dispensing['status'] }) {
  const t = useTranslations('dispensed.status');
  const { tone, icon } = WHOLE[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}
