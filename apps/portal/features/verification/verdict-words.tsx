'use client';

import { useTranslations } from 'next-intl';
import { useQuantity } from '@/lib/use-quantity';
import type { Verdict } from './verification.documents';

/** Headline and next step in the reader's language, by the code of the card; for a new code as the API words them. */
export function VerdictWords({ verdict, part }: { verdict: Verdict; part: 'headline' | 'next' }) {
  const t = useTranslations('verdict');
  const quantity = useQuantity();
  if (part === 'headline') {
    if (verdict.__typename === 'OpenedBottle' && verdict.bottleLeft !== null) {
      return t('openedLeft', { left: quantity(verdict.bottleLeft, verdict.product?.baseUnit ?? '') });
    }
    if (verdict.__typename === 'Decommissioned' && verdict.code === 'DECOMMISSIONED') {
      const state = `state.${verdict.state}` as 'state.STOLEN';
      return t('taken', { state: t.has(state) ? t(state) : verdict.state });
    }
  }
  const key = `cards.${verdict.code}.${part}` as 'cards.PACK_OK.headline';
  if (t.has(key)) return t(key);
  return part === 'headline' ? verdict.headline : verdict.nextStep;
}
