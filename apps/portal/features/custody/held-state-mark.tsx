'use client';

import {
  IconBottle,
  IconCircleCheck,
  IconClockHour4,
  IconGavel,
  IconLock,
  IconQuestionMark,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { HeldState } from './custody.documents';

const MARKS: Record<HeldState, { tone: Tone; icon: Icon }> = {
  ACTIVE: { tone: 'ok', icon: IconCircleCheck },
  OPENED: { tone: 'info', icon: IconBottle },
  LOCKED: { tone: 'warn', icon: IconLock },
  SEIZED: { tone: 'stop', icon: IconGavel },
  MISSING: { tone: 'stop', icon: IconQuestionMark },
  BUSY: { tone: 'warn', icon: IconClockHour4 },
};

/** How a pack on the shelf stands. */
export function HeldStateMark({ state }: { state: HeldState }) {
  const t = useTranslations('custody.held');
  const { tone, icon } = MARKS[state];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(state)}
    </StateMark>
  );
}
