'use client';

import { useTranslations } from 'next-intl';
import classes from './risk-score.module.css';

const HIGH = 70;
const MIDDLE = 40;

/** The score of an incident, 0 to 100, as a number in a colour of its grade. */
export function RiskScore({ score, large = false }: { score: number; large?: boolean }) {
  const t = useTranslations('incidents');
  const grade = score >= HIGH ? 'high' : score >= MIDDLE ? 'middle' : 'low';
  return (
    <span
      className={classes.score}
      data-grade={grade}
      data-large={large || undefined}
      aria-label={t('score', { score, grade: t(`grade.${grade}`) })}
      title={t('score', { score, grade: t(`grade.${grade}`) })}
      role="img"
    >
      {score}
    </span>
  );
}
