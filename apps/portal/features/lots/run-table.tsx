'use client';

import { IconStack2 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { OperationMark } from '@/features/ledger/operation-mark';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { Sheet } from '@/ui/sheet';
import type { Run } from './lots.documents';

/** The parts in which a lot was registered. */
export function RunTable({
  runs,
  stock,
}: {
  runs: readonly Run[];
  /** Where the packs in stock are, for a site that may hold some. */
  stock?: string | undefined;
}) {
  const t = useTranslations('lots.runs');
  const { number, moment } = useTime();
  return (
    <Sheet flush title={t('title')} lead={t('lead')}>
      <DataTable
        label={t('title')}
        rows={runs}
        rowKey={({ id }) => id}
        {...(stock === undefined ? {} : { href: ({ id }: Run) => `${stock}/${id}` })}
        columns={[
          { key: 'at', header: t('at'), cell: (run) => moment(run.createdAt) },
          { key: 'units', header: t('units'), align: 'end', cell: (run) => number(run.units) },
          {
            key: 'id',
            header: t('ledgerId'),
            wideOnly: true,
            cell: (run) => <CodeText>{shortened(run.ledgerLotId)}</CodeText>,
          },
          {
            key: 'state',
            header: t('state'),
            cell: (run) =>
              run.operation ? <OperationMark operation={run.operation} /> : t(`status.${run.status}`),
          },
        ]}
        empty={<EmptyNote icon={IconStack2} title={t('none')} />}
      />
    </Sheet>
  );
}

function shortened(id: string): string {
  return id.length > 20 ? `${id.slice(0, 10)}…${id.slice(-6)}` : id;
}
