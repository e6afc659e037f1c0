'use client';

import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import type { LotSummary } from './lots.documents';
import classes from './unit-counts.module.css';

const STATES = ['active', 'inTransit', 'supplied', 'blocked', 'decommissioned'] as const;

/** How many packs of a lot are in which state: a bar, and the numbers in words. */
export function UnitCounts({ counts, compact = false }: { counts: LotSummary['counts']; compact?: boolean }) {
  const t = useTranslations('lots.counts');
  const { number } = useTime();
  const total = STATES.reduce((sum, state) => sum + counts[state], 0);
  const words = STATES.filter((state) => counts[state] > 0)
    .map((state) => `${number(counts[state])} ${t(state)}`)
    .join(', ');
  const bar = (
    <span className={classes.bar} role="img" aria-label={words === '' ? t('none') : words} title={words}>
      {total > 0 &&
        STATES.map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: counts[state] / total }} />
        ))}
    </span>
  );
  if (compact) return bar;
  return (
    <div>
      {bar}
      <dl className={classes.legend}>
        {STATES.map((state) => (
          <div key={state}>
            <dt>
              <span className={classes.dot} data-state={state} aria-hidden />
              {t(state)}
            </dt>
            <dd>{number(counts[state])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
