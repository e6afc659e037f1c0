'use client';

import { useTranslations } from 'next-intl';
import { useQuantity } from '@/lib/use-quantity';
import { canUndo } from './verdicts';
import type { Verdict } from './verification.documents';

/** Cards that name undoing first. */
const UNDO_HELPS = new Set(['DISPENSED_HERE', 'DISPENSED_HERE_REPEATED']);

export interface VerdictWords {
  readonly headline: string;
  readonly next: string;
}

/** Headline and next step in the reader's language, by the code of the card; for a new code as the API words them. */
export function useVerdictWords(verdict: Verdict): VerdictWords {
  const t = useTranslations('verdict');
  const quantity = useQuantity();
  const words = (part: keyof VerdictWords, otherwise: string) => {
    const key = `cards.${verdict.code}.${part}` as 'cards.PACK_OK.headline';
    return t.has(key) ? t(key) : otherwise;
  };
  const headline = () => {
    if (verdict.__typename === 'OpenedBottle' && verdict.bottleLeft !== null) {
      return t('openedLeft', { left: quantity(verdict.bottleLeft, verdict.product?.baseUnit ?? '') });
    }
    if (verdict.__typename === 'Decommissioned' && verdict.code === 'DECOMMISSIONED') {
      return t('taken', { state: t(`state.${verdict.state}`) });
    }
    return words('headline', verdict.headline);
  };
  const next = () =>
    UNDO_HELPS.has(verdict.code) && !canUndo(verdict) ? t('notUndone') : words('next', verdict.nextStep);
  return { headline: headline(), next: next() };
}
