'use client';

import { useCallback } from 'react';
import { useQuantity } from '@/lib/use-quantity';
import type { Summary } from './fhir';

/** The second line of an entry, with its amount in the reader's words. */
export function useSummaryDetail(): (summary: Pick<Summary, 'amount' | 'detail'>) => string {
  const quantity = useQuantity();
  return useCallback(
    ({ amount, detail }) =>
      [amount && quantity(amount.count, amount.unit), detail].filter(Boolean).join(' · '),
    [quantity],
  );
}
