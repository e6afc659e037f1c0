'use client';

import { TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { DispensingMark } from './dispense-marks';
import { DispensingsQuery } from './dispensing.documents';

/** What this pharmacy has supplied, newest first. */
export function DispensingList() {
  const t = useTranslations('supplies');
  const bases = useTranslations('basket.bases');
  const { moment } = useTime();
  const [date, setDate] = useState('');
  const pages = usePages(DispensingsQuery, (data) => data.dispensings, { date: date === '' ? null : date });
  useLive(pages.refetch, pages.rows?.some(({ status }) => status === 'PENDING') ?? false);
  return (
    <Sheet flush>
      <Toolbar>
        <TextInput
          type="date"
          aria-label={t('day')}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
          w={180}
        />
      </Toolbar>
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        href={({ id }) => `/pharmacy/supplies/${id}`}
        columns={[
          { key: 'time', header: t('time'), cell: ({ eventTime }) => moment(eventTime) },
          {
            key: 'packs',
            header: t('packs'),
            cell: ({ lines }) =>
              [
                ...new Set(
                  lines.map(({ product }) => [product.name, product.strength].filter(Boolean).join(' ')),
                ),
              ].join(', '),
          },
          { key: 'count', header: t('count'), align: 'end', cell: ({ lines }) => lines.length },
          { key: 'basis', header: t('basis'), cell: ({ basis }) => bases(basis) },
          { key: 'user', header: t('user'), wideOnly: true, cell: ({ user }) => user },
          { key: 'status', header: t('state'), cell: ({ status }) => <DispensingMark status={status} /> },
        ]}
        empty={
          <EmptyNote icon={IconHistory} title={date === '' ? t('empty') : t('emptyDay')}>
            {date === '' && t('emptyText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
