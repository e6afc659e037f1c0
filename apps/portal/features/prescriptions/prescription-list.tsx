'use client';

import { IconPrescription } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { PrescriptionMark } from './prescription-marks';
import { PrescriptionsQuery } from './prescriptions.documents';

/** What the site has prescribed. Without names: the content is sealed, and its key is on the patient's paper. */
export function PrescriptionList({ action }: { action: ReactNode }) {
  const t = useTranslations('prescriptions');
  const { moment } = useTime();
  const pages = usePages(PrescriptionsQuery, (data) => data.prescriptions, {});
  const waits = pages.rows?.some(({ items }) => items.some(({ state }) => state === 'PENDING')) ?? false;
  useLive(pages.refetch, waits);
  return (
    <Sheet flush>
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
          <EmptyNote icon={IconPrescription} title={t('empty')} action={action}>
            {t('emptyText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
