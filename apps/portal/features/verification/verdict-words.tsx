'use client';

import { useTranslations } from 'next-intl';
import type { Verdict } from './verification.documents';

/** Headline and next step in the reader's language. What is measured or named comes from the verdict itself. */
export function VerdictWords({ verdict, part }: { verdict: Verdict; part: 'headline' | 'next' }) {
  const t = useTranslations('verdict');
  if (verdict.__typename === 'OpenedBottle' && part === 'headline') {
    return t('headline.OpenedBottle', { left: verdict.bottleLeft, unit: verdict.product?.baseUnit ?? '' });
  }
  if (verdict.__typename === 'Decommissioned' && part === 'headline') {
    const state = verdict.state as Parameters<typeof stateOf>[0];
    return t('headline.Decommissioned', { state: stateOf(state) });
  }
  return part === 'headline' ? t(`headline.${verdict.__typename}`, {}) : t(`next.${verdict.__typename}`);

  function stateOf(
    state: 'EXPORTED' | 'DESTROYED' | 'SAMPLED' | 'FREE_SAMPLE' | 'STOLEN' | 'LOCKED' | 'MISSING' | 'SEIZED',
  ) {
    const key = `state.${state}` as const;
    return t.has(key) ? t(key) : state;
  }
}
