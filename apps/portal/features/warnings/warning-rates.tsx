'use client';

import { IconMessageExclamation } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { WarningRatesQuery } from './warnings.documents';

const DAYS = 90;

/** How often pharmacists and prescribers go on against warnings: counts by kind and site, without a patient in them. */
export function WarningRates() {
  const t = useTranslations('rules.warnings');
  const format = useFormatter();
  const [{ data, error }, execute] = useQuery({
    query: WarningRatesQuery,
    variables: { days: DAYS },
    requestPolicy: 'cache-and-network',
  });
  const rows = data?.warningRates
    .filter(({ rate }) => rate !== null)
    .flatMap(({ sites, ...all }) => [
      { ...all, key: all.kind, where: t('all') },
      ...sites.map(({ site, ...one }) => ({
        ...one,
        kind: all.kind,
        key: `${all.kind} ${site.id}`,
        where: site.name,
      })),
    ]);
  return (
    <Sheet flush title={t('title')} lead={t('lead', { days: DAYS })}>
      {error && (
        <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
      )}
      {(data ?? !error) && (
        <DataTable
          label={t('title')}
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            { key: 'kind', header: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
            { key: 'where', header: t('where'), cell: ({ where }) => where },
            {
              key: 'rate',
              header: t('rate'),
              align: 'end',
              cell: ({ rate }) => format.number(rate ?? 0, { style: 'percent', maximumFractionDigits: 1 }),
            },
            {
              key: 'overridden',
              header: t('overridden'),
              align: 'end',
              cell: ({ overridden, heeded }) => t('of', { overridden, all: overridden + heeded }),
            },
            {
              key: 'unhelpful',
              header: t('unhelpful'),
              align: 'end',
              cell: ({ unhelpful }) => format.number(unhelpful),
            },
          ]}
          empty={
            <EmptyNote icon={IconMessageExclamation} title={t('empty')}>
              {t('emptyText')}
            </EmptyNote>
          }
        />
      )}
    </Sheet>
  );
}
