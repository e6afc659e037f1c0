'use client';

import { useTranslations } from 'next-intl';
import type { AuditEntry } from './audit.documents';

/** Who did something: a person by name, a patient as one of many, a part of the node by what it is called. */
export function useAuthorName(): (entry: AuditEntry) => string {
  const t = useTranslations('audit');
  const partOf = (system: string) => {
    // Who handles what the ledger said is a part of the code, and called by it.
    if (system.includes('.')) return t('ledgerSaid');
    return t.has(`systems.${system}` as never) ? t(`systems.${system}` as never) : system;
  };
  return ({ userName, system, forgotten }) => {
    if (userName !== null) return userName === '' ? t('patient') : userName;
    if (forgotten) return t('forgotten');
    return system === null ? t('nobody') : partOf(system);
  };
}
