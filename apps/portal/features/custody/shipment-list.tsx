'use client';

import { SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconTruck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { isPending, useLive } from '@/features/ledger/live-operations';
import { OperationMark } from '@/features/ledger/operation-mark';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { ShipmentsQuery } from './custody.documents';
import { ShipmentMark } from './shipment-marks';
import { useShipmentScan } from './use-shipment-scan';

export interface ShipmentListProps {
  direction: 'INBOUND' | 'OUTBOUND';
  /** Folder of the pages for single shipments. */
  base: string;
  empty: { title: string; text: string; action?: ReactNode };
}

/** Shipments to the site or from it. Scanning a label, or a pack, opens the delivery that it belongs to. */
export function ShipmentList({ direction, base, empty }: ShipmentListProps) {
  const t = useTranslations('custody');
  const { number, moment } = useTime();
  const [only, setOnly] = useState<'open' | 'all'>(direction === 'INBOUND' ? 'open' : 'all');
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const pages = usePages(ShipmentsQuery, (data) => data.shipments, {
    direction,
    open: only === 'open',
    search: wanted === '' ? null : wanted,
  });
  const found = useShipmentScan({ direction, base });
  // New deliveries, and what the other side does, are no operations of this site: the screen asks for them.
  useLive(
    pages.refetch,
    direction === 'INBOUND' ||
      (pages.rows?.some(({ ledger, status }) => status === 'IN_TRANSIT' || isPending(ledger)) ?? false),
  );
  return (
    <Sheet flush>
      {found.failure && <FailureNote failure={found.failure} />}
      <Toolbar>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={320}
        />
        <SegmentedControl
          aria-label={t('show')}
          data={[
            { value: 'open', label: t('open') },
            { value: 'all', label: t('all') },
          ]}
          value={only}
          onChange={(value) => setOnly(value as typeof only)}
        />
      </Toolbar>
      <PagedTable
        label={t('shipments')}
        pages={pages}
        rowKey={({ id }) => id}
        href={({ id }) => `${base}/${id}`}
        columns={[
          {
            key: 'number',
            header: t('number'),
            cell: ({ number: name, kind }) => (
              <>
                <CodeText strong>{name}</CodeText>
                {kind === 'RETURN' && ` · ${t('return')}`}
              </>
            ),
          },
          {
            key: 'partner',
            header: direction === 'INBOUND' ? t('from') : t('to'),
            cell: ({ from, to }) => (direction === 'INBOUND' ? from.name : to.name),
          },
          {
            key: 'reference',
            header: t('reference'),
            wideOnly: true,
            cell: ({ reference }) => reference ?? '–',
          },
          { key: 'units', header: t('packs'), align: 'end', cell: ({ units }) => number(units) },
          { key: 'at', header: t('shippedAt'), cell: ({ shippedAt }) => moment(shippedAt) },
          { key: 'status', header: t('state'), cell: ({ status }) => <ShipmentMark status={status} /> },
          {
            key: 'ledger',
            header: t('ledger'),
            cell: ({ ledger }) => <OperationMark operation={{ status: ledger }} />,
          },
        ]}
        empty={
          <EmptyNote
            icon={IconTruck}
            title={
              wanted !== ''
                ? t('emptySearch', { search: wanted })
                : only === 'open'
                  ? t(direction === 'INBOUND' ? 'nothingOpen' : 'nothingUnderWay')
                  : empty.title
            }
            action={wanted === '' && empty.action}
          >
            {wanted === '' && empty.text}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
