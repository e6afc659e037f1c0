'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** Why the ledger refused, in the user's language; an error that this version does not know keeps its name. */
export function useRefusalText(): (reason: string) => string {
  const t = useTranslations('ledger');
  return useCallback(
    (reason) => {
      const key = `reasons.${reason}` as Parameters<typeof t.has>[0];
      return t.has(key) ? t(key as 'reasons.NotHolder') : t('reason', { name: reason });
    },
    [t],
  );
}
