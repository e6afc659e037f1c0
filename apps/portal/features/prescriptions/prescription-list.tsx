'use client';

import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPrescription, IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { useScans } from '@/features/scanning/scanner-provider';
import type { Failure } from '@/lib/failure';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { PrescriptionMark } from './prescription-marks';
import { prescriptionTokenOf } from './prescription-text';
import { PrescriptionsQuery } from './prescriptions.documents';

/** What the site has prescribed. Without names: the content is sealed, and its key is on the patient's paper. */
export function PrescriptionList({ action }: { action: ReactNode }) {
  const t = useTranslations('prescriptions');
  const { moment } = useTime();
  const router = useRouter();
  const [search, setSearch] = useState('');
  const [reference] = useDebouncedValue(search.trim(), 250);
  const pages = usePages(PrescriptionsQuery, (data) => data.prescriptions, { reference });
  const [failure, setFailure] = useState<Failure>();
  // The patient's paper leads to its own record.
  const openPaper = async (text: string) => {
    setFailure(undefined);
    const tokens = await import('@custodia/ledger/prescription-token');
    try {
      const { prescriptionId } = tokens.parsePrescriptionToken(prescriptionTokenOf(text));
      router.push(`/prescriber/prescriptions/${prescriptionId}`);
    } catch (error) {
      if (!(error instanceof tokens.PrescriptionTokenError)) throw error;
      setFailure({ code: 'NOT_A_PRESCRIPTION', message: error.message });
    }
  };
  useScans({ takes: ['prescription'], onScan: (scan) => void openPaper(scan.text) });
  const waits = pages.rows?.some(({ items }) => items.some(({ state }) => state === 'PENDING')) ?? false;
  useLive(pages.refetch, waits);
  return (
    <Sheet flush>
      <Toolbar>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={320}
        />
      </Toolbar>
      {failure && <FailureNote failure={failure} />}
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        href={({ id }) => `/prescriber/prescriptions/${id}`}
        columns={[
          { key: 'at', header: t('issuedAt'), cell: ({ issuedAt }) => moment(issuedAt) },
          { key: 'id', header: t('reference'), cell: ({ id }) => <CodeText>{id.slice(-8)}</CodeText> },
          { key: 'items', header: t('items'), align: 'end', cell: ({ items }) => items.length },
          {
            key: 'filled',
            header: t('filled'),
            align: 'end',
            cell: ({ items }) => items.filter(({ state }) => state === 'DISPENSED').length,
          },
          { key: 'status', header: t('state'), cell: ({ status }) => <PrescriptionMark status={status} /> },
        ]}
        empty={
          reference === '' ? (
            <EmptyNote icon={IconPrescription} title={t('empty')} action={action}>
              {t('emptyText')}
            </EmptyNote>
          ) : (
            <EmptyNote icon={IconSearch} title={t('notFound')}>
              {t('notFoundText')}
            </EmptyNote>
          )
        }
      />
    </Sheet>
  );
}
