'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { useTime } from '@/lib/use-time';
import type { TraceHop } from './trace.documents';
import type { TraceNode } from './trace-layout';

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

/** What stands in a box of the graph, on the screen as in the picture. */
export interface BoxWords {
  readonly place: (node: TraceNode) => string;
  /** From when to when, and how long that was. */
  readonly time: (node: TraceNode) => string;
  readonly what: (node: TraceNode) => string;
  /** What it left in, by the last four digits of each. */
  readonly stack: (node: TraceNode) => string | undefined;
}

export function useBoxWords(): BoxWords {
  const t = useTranslations('trace');
  const hopText = useHopText();
  const { moment, clock, day, span } = useTime();
  return useMemo(
    () => ({
      place: ({ kind, place, count }) => (kind === 'FOLD' ? t('folded', { count }) : place || '–'),
      time: ({ kind, since, until, hops }) => {
        if (kind === 'AWAITED') return t('sentAt', { time: moment(since) });
        const end = kind === 'FOLD' ? (hops.at(-1)?.at ?? since) : until;
        if (end === null || end === since) return moment(since);
        const to = day(since) === day(end) ? clock(end) : moment(end);
        return t('stayed', { from: moment(since), to, span: span(Date.parse(end) - Date.parse(since)) });
      },
      what: ({ kind, hops }) => {
        if (kind === 'AWAITED') return t('awaited');
        const [first] = hops;
        const last = hops.length > 1 ? hops.at(-1) : undefined;
        return [first, last].flatMap((hop) => (hop ? [hopText(hop)] : [])).join(' … ');
      },
      stack: ({ containers }) => {
        if (containers.length === 0) return undefined;
        return containers.map((sscc) => t('inShort', { sscc: sscc.slice(-4) })).join(' ');
      },
    }),
    [t, hopText, moment, clock, day, span],
  );
}
