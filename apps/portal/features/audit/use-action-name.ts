'use client';

import { useTranslations } from 'next-intl';

/** The first word of an action: what it is about. */
export const AREAS = [
  'alert',
  'audit',
  'case',
  'container',
  'custody',
  'dispensing',
  'emergency',
  'incident',
  'lot',
  'machine',
  'party',
  'people',
  'prescription',
  'product',
  'recall',
  'record',
  'session',
  'unit',
  'user',
  'webhook',
] as const;

/** An action in words; one that has none is shown as it is recorded. */
export function useActionName(): (action: string) => string {
  const t = useTranslations('audit.actions');
  return (action) => (t.has(action as never) ? t(action as never) : action);
}
