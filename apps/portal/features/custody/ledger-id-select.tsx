'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { ReceiverLedgerIdsQuery } from './custody.documents';

/** Which of its ledger ids the receiver gets the goods under; nothing to choose where it has one. */
export function LedgerIdSelect({
  siteId,
  value,
  onChange,
}: {
  siteId: string;
  /** Undefined for the main one. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  const t = useTranslations('custody.ship');
  const [{ data }] = useQuery({ query: ReceiverLedgerIdsQuery, variables: { id: siteId } });
  const ids = (data?.site?.ledgerIds ?? []).filter(({ status }) => status === 'ACTIVE');
  if (ids.length < 2) return null;
  return (
    <Select
      label={t('ledgerId')}
      description={t('ledgerIdText')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDeselect={false}
      data={ids.map(({ id, main, purpose }) => ({
        value: String(id),
        label: main ? t('mainLedgerId', { id: String(id) }) : `${purpose}, ${id}`,
      }))}
      value={String(value ?? ids.find(({ main }) => main)?.id)}
      onChange={(chosen) => onChange(chosen === null ? undefined : Number(chosen))}
    />
  );
}
