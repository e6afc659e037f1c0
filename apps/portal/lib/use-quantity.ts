'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** A quantity in base units: "1 tablet", "30 tablets". A unit that has no plural here stays as the maker wrote it. */
export function useQuantity(): (count: number, unit: string) => string {
  const t = useTranslations('units');
  return useCallback(
    (count, unit) => {
      const key = unit.trim().toLowerCase() as Parameters<typeof t>[0];
      return t.has(key) ? t(key, { count }) : `${count} ${unit}`;
    },
    [t],
  );
}
