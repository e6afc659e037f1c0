'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { TraceHop } from './trace.documents';

export type HopText = (hop: Pick<TraceHop, 'kind' | 'shipment' | 'verdict'>) => string;

/** What a step on the way of a pack is called, with the number of its shipment or the answer to its scan. */
export function useHopText(): HopText {
  const t = useTranslations('trace');
  const verdicts = useTranslations('verdict.short');
  return useCallback(
    ({ kind, shipment, verdict }) => {
      const what = t(`hops.${kind}`);
      if (shipment) return t('withShipment', { what, shipment });
      if (!verdict) return what;
      const key = verdict as 'PackOk';
      return t('withVerdict', { what, verdict: verdicts.has(key) ? verdicts(key) : verdict });
    },
    [t, verdicts],
  );
}
