'use client';

import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import type { Recall } from './recalls.documents';

/** The whole lot, or the positions of each run that the recall names. */
export function RecallScope({ recall }: { recall: Recall }) {
  const t = useTranslations('recalls');
  const { number } = useTime();
  const { ranges, lot } = recall;
  if (ranges.length === 0) return t('wholeLot', { count: recall.units });
  const positions = ({ from, to }: Recall['ranges'][number]) =>
    to - from === 1
      ? t('position', { position: number(to) })
      : t('positions', { from: number(from + 1), to: number(to) });
  const runs = [...new Set(ranges.map(({ runId }) => runId))];
  return (
    <>
      {t('parts', { count: recall.units })}
      {runs.map((runId) => (
        <div key={runId}>
          {lot.runs.length > 1 &&
            `${t('run', { ordinal: lot.runs.findIndex(({ id }) => id === runId) + 1 })} `}
          {ranges
            .filter((range) => range.runId === runId)
            .map(positions)
            .join(', ')}
        </div>
      ))}
    </>
  );
}
