'use client';

import { SegmentedControl } from '@mantine/core';
import { IconTruck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { isPending, useLive } from '@/features/ledger/live-operations';
import { OperationMark } from '@/features/ledger/operation-mark';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { ShipmentsQuery } from './custody.documents';
import { ShipmentMark } from './shipment-marks';

export interface ShipmentListProps {
  direction: 'INBOUND' | 'OUTBOUND';
  /** Folder of the pages for single shipments. */
  base: string;
  empty: { title: string; text: string; action?: ReactNode };
}

/** Shipments to the site or from it, open ones first if wanted. */
export function ShipmentList({ direction, base, empty }: ShipmentListProps) {
  const t = useTranslations('custody');
  const { number, moment } = useTime();
  const [only, setOnly] = useState<'open' | 'all'>(direction === 'INBOUND' ? 'open' : 'all');
  const pages = usePages(ShipmentsQuery, (data) => data.shipments, {
    direction,
    status: only === 'open' ? 'IN_TRANSIT' : null,
  });
  useLive(pages.refetch, pages.rows?.some(({ ledger }) => isPending(ledger)) ?? false);
  return (
    <Sheet flush>
      <Toolbar>
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
            title={only === 'open' && direction === 'INBOUND' ? t('nothingOpen') : empty.title}
            action={empty.action}
          >
            {empty.text}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
