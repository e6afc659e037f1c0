'use client';

import { IconCircleCheck, IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark } from '@/ui/state-mark';
import { gradeOf } from './print-grade';
import type { FoundCode } from './read-matrix';

const MARKS = {
  good: { tone: 'ok', icon: IconCircleCheck },
  fair: { tone: 'warn', icon: IconAlertTriangle },
  poor: { tone: 'stop', icon: IconCircleX },
} as const;

/** How well a code is printed, as far as a camera can tell: a hint, no verifier's grade. */
export function PrintQuality({ found: { spare } }: { found: FoundCode }) {
  const t = useTranslations('scanner.quality');
  if (spare === undefined) return null;
  const grade = gradeOf(spare);
  return <StateMark {...MARKS[grade]}>{t(grade, { percent: Math.round(spare * 100) })}</StateMark>;
}
