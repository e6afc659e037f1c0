'use client';

import { useTranslations } from 'next-intl';

/** What an act was done to, in words; what has none is shown as it is recorded. */
export function useSubjectName(): (type: string) => string {
  const t = useTranslations('audit.subjects');
  return (type) => (t.has(type as never) ? t(type as never) : type);
}
