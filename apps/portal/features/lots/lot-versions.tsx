'use client';

import { useTranslations } from 'next-intl';
import { OperationMark } from '@/features/ledger/operation-mark';
import { useTime } from '@/lib/use-time';
import { DataTable } from '@/ui/data-table';
import { Sheet } from '@/ui/sheet';
import { Expiry } from './expiry';
import type { Lot } from './lots.documents';

/** How the record was corrected, newest first. A lot that never was has none. */
export function LotVersions({ amendments }: { amendments: Lot['amendments'] }) {
  const t = useTranslations('lots.versions');
  const { moment } = useTime();
  if (amendments.length === 0) return null;
  return (
    <Sheet flush title={t('title')}>
      <DataTable
        label={t('title')}
        rows={amendments}
        rowKey={({ version }) => String(version)}
        columns={[
          { key: 'version', header: t('version'), cell: ({ version }) => version },
          {
            key: 'change',
            header: t('change'),
            cell: (one) => (
              <span>
                <s>
                  <Expiry date={one.expiryBefore} dayGiven={one.dayGivenBefore} />
                </s>{' '}
                → <Expiry date={one.expiryAfter} dayGiven={one.dayGivenAfter} />
              </span>
            ),
          },
          { key: 'reason', header: t('reason'), cell: ({ reason }) => reason },
          {
            key: 'by',
            header: t('by'),
            cell: ({ amendedBy, amendedAt }) => [amendedBy, moment(amendedAt)].filter(Boolean).join(', '),
          },
          {
            key: 'ledger',
            header: t('ledger'),
            cell: ({ operation }) => (operation ? <OperationMark operation={operation} /> : '–'),
          },
        ]}
        empty={null}
      />
    </Sheet>
  );
}
