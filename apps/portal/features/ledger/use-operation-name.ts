'use client';

import { useTranslations } from 'next-intl';

/** What a call of the ledger is named on screens; an unknown one keeps its own name. */
export function useOperationName(): (kind: string) => string {
  const t = useTranslations('ledger.kinds');
  return (kind) => {
    const key = kind as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : kind;
  };
}
