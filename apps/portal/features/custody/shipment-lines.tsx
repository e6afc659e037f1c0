'use client';

import { IconPackage } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { OperationMark } from '@/features/ledger/operation-mark';
import { Expiry } from '@/features/lots/expiry';
import { ProductName } from '@/features/lots/product-name';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { DataTable, type Column } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { Sheet } from '@/ui/sheet';
import type { ShipmentLine } from './custody.documents';
import { ShipmentLineMark } from './shipment-marks';

export interface ShipmentLinesProps {
  lines: readonly ShipmentLine[];
  /** Further columns, such as what was counted at goods-in. */
  extra?: readonly Column<ShipmentLine>[];
  lead?: ReactNode;
  actions?: ReactNode;
}

/** What is in a shipment. */
export function ShipmentLines({ lines, extra = [], lead, actions }: ShipmentLinesProps) {
  const t = useTranslations('custody.lines');
  const { number } = useTime();
  return (
    <Sheet flush title={t('title')} lead={lead} actions={actions}>
      <DataTable
        label={t('title')}
        rows={lines}
        rowKey={({ id }) => id}
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
            wideOnly: true,
            cell: ({ run }) => <Expiry date={run.lot.expiry} dayGiven={run.lot.expiryDayGiven} />,
          },
          {
            key: 'sscc',
            header: 'SSCC',
            wideOnly: true,
            cell: ({ sscc }) => (sscc ? <CodeText>{sscc}</CodeText> : '–'),
          },
          {
            key: 'units',
            header: t('packs'),
            align: 'end',
            cell: ({ range }) => number(range.to - range.from),
          },
          ...extra,
          { key: 'status', header: t('state'), cell: ({ status }) => <ShipmentLineMark status={status} /> },
          {
            key: 'ledger',
            header: t('ledger'),
            cell: ({ operation }) => <OperationMark operation={operation} />,
          },
        ]}
        empty={<EmptyNote icon={IconPackage} title={t('none')} />}
      />
    </Sheet>
  );
}
