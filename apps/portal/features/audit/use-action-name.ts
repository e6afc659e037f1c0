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
  'evidence',
  'incident',
  'lot',
  'machine',
  'notice',
  'operator',
  'party',
  'people',
  'prescription',
  'product',
  'push',
  'recall',
  'record',
  'report',
  'rule',
  'scan',
  'secret',
  'session',
  'unit',
  'user',
  'warning',
  'webhook',
] as const;

/** An action in words; one that has none is shown as it is recorded. */
export function useActionName(): (action: string) => string {
  const t = useTranslations('audit.actions');
  return (action) => (t.has(action as never) ? t(action as never) : action);
}
