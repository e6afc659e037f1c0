'use client';

import { IconPackage } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { usePages } from '@/lib/use-pages';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { GoodsLink } from './goods-link';
import { GoodsUnitsQuery, type TracedUnit } from './trace.documents';

const NONE = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };

/** The packs of a container or shipment; each leads to its own way. */
export function GoodsUnits({ code }: { code: string }) {
  const t = useTranslations('trace.goods');
  const statuses = useTranslations('trace.statuses');
  const path = usePathname();
  const pages = usePages(GoodsUnitsQuery, (data) => data.traceGoods?.units ?? NONE, { code });
  const wayOf = ({ product, serial, lotNumber }: TracedUnit & { serial: string }) =>
    `${path}?${new URLSearchParams({ gtin: product?.gtin ?? '', serial, lot: lotNumber })}`;
  return (
    <Sheet flush title={t('units')}>
      <PagedTable
        label={t('units')}
        pages={pages}
        rowKey={(unit) => `${unit.lotNumber} ${unit.serial}`}
        columns={[
          {
            key: 'serial',
            header: t('serial'),
            cell: (unit) =>
              unit.serial !== null && (
                <Link href={wayOf({ ...unit, serial: unit.serial })}>
                  <CodeText>{unit.serial}</CodeText>
                </Link>
              ),
          },
          {
            key: 'product',
            header: t('product'),
            cell: ({ product }) => [product?.name, product?.strength].filter(Boolean).join(' '),
          },
          { key: 'lot', header: t('lot'), cell: ({ lotNumber }) => <CodeText>{lotNumber}</CodeText> },
          {
            key: 'in',
            header: t('in'),
            wideOnly: true,
            cell: ({ containers: [sscc] }) =>
              sscc && (
                <GoodsLink code={sscc}>
                  <CodeText>{sscc}</CodeText>
                </GoodsLink>
              ),
          },
          {
            key: 'holder',
            header: t('holder'),
            cell: ({ holder, to }) => (holder ? [holder.name, to?.name].filter(Boolean).join(' → ') : null),
          },
          { key: 'status', header: t('state'), cell: ({ status }) => status && statuses(status) },
        ]}
        empty={<EmptyNote icon={IconPackage} title={t('nothing')} />}
      />
    </Sheet>
  );
}
