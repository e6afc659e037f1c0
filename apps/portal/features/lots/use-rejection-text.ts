'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Run } from './lots.documents';

type RejectedLine = NonNullable<Run['failure']>['lines'][number];

/** Why a line was refused, in the user's language. */
export function useRejectionText(): (line: Pick<RejectedLine, 'code' | 'reason'>) => string {
  const t = useTranslations('lots.rejected.codes');
  const language = useLocale();
  return useCallback(
    ({ code, reason }) => {
      // The API's own sentence is English, and names the values.
      if (language === 'en') return reason;
      const key = code as Parameters<typeof t>[0];
      return t.has(key) ? t(key) : reason;
    },
    [language, t],
  );
}
