'use client';

import {
  IconBottle,
  IconCircleCheck,
  IconClockHour4,
  IconGavel,
  IconLock,
  IconQuestionMark,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { HeldState } from './custody.documents';

const MARKS: Looks<HeldState> = {
  ACTIVE: { tone: 'ok', icon: IconCircleCheck },
  OPENED: { tone: 'info', icon: IconBottle },
  LOCKED: { tone: 'warn', icon: IconLock },
  SEIZED: { tone: 'stop', icon: IconGavel },
  MISSING: { tone: 'stop', icon: IconQuestionMark },
  BUSY: { tone: 'warn', icon: IconClockHour4 },
};

/** How a pack on the shelf stands. */
export function HeldStateMark({ state }: { state: HeldState }) {
  return <MarkOf state={state} looks={MARKS} words={useTranslations('custody.held')} />;
}
