'use client';

import { IconCalendarTime } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { MarketWindowsQuery } from './rules.documents';

/** How a pharmacy's own repeats are taken, by market: set by who runs the node, seen by who judges its alerts. */
export function MarketWindows() {
  const t = useTranslations('rules.windows');
  const format = useFormatter();
  const [{ data, error }, execute] = useQuery({ query: MarketWindowsQuery });
  const days = (count: number) => t('days', { count });
  return (
    <Sheet flush title={t('title')} lead={t('lead')}>
      {error && (
        <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
      )}
      {(data ?? !error) && (
        <DataTable
          label={t('title')}
          rows={data?.markets}
          rowKey={({ code }) => code}
          columns={[
            { key: 'market', header: t('market'), cell: ({ code }) => code },
            {
              key: 'tolerated',
              header: t('tolerated'),
              align: 'end',
              cell: ({ repeatTolerance }) => format.number(repeatTolerance),
            },
            {
              key: 'counted',
              header: t('counted'),
              align: 'end',
              cell: ({ repeatDays }) => days(repeatDays),
            },
            { key: 'slip', header: t('slip'), align: 'end', cell: ({ slipDays }) => days(slipDays) },
            { key: 'undo', header: t('undo'), align: 'end', cell: ({ undoDays }) => days(undoDays) },
          ]}
          empty={<EmptyNote icon={IconCalendarTime} title={t('title')} />}
        />
      )}
    </Sheet>
  );
}
