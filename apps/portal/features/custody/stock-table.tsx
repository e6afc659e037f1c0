'use client';

import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingWarehouse, IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { Expiry } from '@/features/lots/expiry';
import { LotStatusMark } from '@/features/lots/lot-status-mark';
import { ProductName } from '@/features/lots/product-name';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { HoldingsQuery } from './custody.documents';
import { countUnits } from './unit-ranges';

/** What the site holds, by run. */
export function StockTable() {
  const t = useTranslations('custody.stock');
  const { number } = useTime();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const pages = usePages(HoldingsQuery, (data) => data.holdings, { search: wanted === '' ? null : wanted });
  useLive(pages.refetch, false);
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
        rowKey={({ run }) => run.id}
        columns={[
          {
            key: 'product',
            header: t('product'),
            cell: ({ run }) => <ProductName product={run.lot.product} />,
          },
          { key: 'lot', header: t('lot'), cell: ({ run }) => <CodeText strong>{run.lot.number}</CodeText> },
          {
            key: 'expiry',
            header: t('expiry'),
            cell: ({ run }) => <Expiry date={run.lot.expiry} dayGiven={run.lot.expiryDayGiven} />,
          },
          { key: 'units', header: t('held'), align: 'end', cell: ({ ranges }) => number(countUnits(ranges)) },
          { key: 'active', header: t('active'), align: 'end', cell: ({ active }) => number(active) },
          { key: 'status', header: t('state'), cell: ({ run }) => <LotStatusMark status={run.lot.status} /> },
        ]}
        empty={
          <EmptyNote
            icon={IconBuildingWarehouse}
            title={wanted === '' ? t('empty') : t('emptySearch', { search: wanted })}
          >
            {wanted === '' && t('emptyText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
