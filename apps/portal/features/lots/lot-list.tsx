'use client';

import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPackages, IconPlus, IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { Expiry } from './expiry';
import { LotStatusMark } from './lot-status-mark';
import { LotsQuery } from './lots.documents';
import { ProductName } from './product-name';
import { UnitCounts } from './unit-counts';

/** All lots that the site may see. `base` is the folder of the workspace's lot pages. */
export function LotList({ base, canRegister }: { base: string; canRegister: boolean }) {
  const t = useTranslations('lots');
  const { number } = useTime();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const pages = usePages(LotsQuery, (data) => data.lots, { search: wanted === '' ? null : wanted });
  useLive(pages.refetch, pages.rows?.some(({ status }) => status === 'PENDING') ?? false);
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
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        href={({ id }) => `${base}/${id}`}
        columns={[
          { key: 'product', header: t('product'), cell: ({ product }) => <ProductName product={product} /> },
          { key: 'number', header: t('number'), cell: (lot) => <CodeText strong>{lot.number}</CodeText> },
          {
            key: 'expiry',
            header: t('expiry'),
            cell: (lot) => <Expiry date={lot.expiry} dayGiven={lot.expiryDayGiven} />,
          },
          { key: 'units', header: t('units'), align: 'end', cell: (lot) => number(lot.units) },
          {
            key: 'counts',
            header: t('byState'),
            width: '11rem',
            wideOnly: true,
            cell: (lot) => <UnitCounts counts={lot.counts} compact />,
          },
          { key: 'status', header: t('state'), cell: (lot) => <LotStatusMark status={lot.status} /> },
        ]}
        empty={
          wanted === '' ? (
            <EmptyNote
              icon={IconPackages}
              title={t('empty.title')}
              action={
                canRegister && (
                  <Button
                    component={Link}
                    href={`${base}/new`}
                    leftSection={<IconPlus size={16} aria-hidden />}
                  >
                    {t('register.action')}
                  </Button>
                )
              }
            >
              {canRegister ? t('empty.text') : t('empty.others')}
            </EmptyNote>
          ) : (
            <EmptyNote icon={IconSearch} title={t('empty.search', { search: wanted })} />
          )
        }
      />
    </Sheet>
  );
}
