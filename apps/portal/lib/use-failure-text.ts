'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Failure } from './failure';

/** Our own words for a code that we know, else the API's sentence. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations('failure.codes');
  return useCallback(
    (failure) => {
      const key = failure.code as Parameters<typeof t>[0];
      return t.has(key) ? t(key) : failure.message;
    },
    [t],
  );
}
