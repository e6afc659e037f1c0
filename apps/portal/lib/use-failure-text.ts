'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Failure } from './failure';

/** The reader's words for a code, with the API's English sentence where they point to it; else that sentence alone. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations('failure.codes');
  return useCallback(
    (failure) => {
      const key = failure.code as Parameters<typeof t>[0];
      return t.has(key) ? t(key, { message: failure.message }) : failure.message;
    },
    [t],
  );
}
