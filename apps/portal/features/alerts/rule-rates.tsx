'use client';

import { SegmentedControl } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { RuleRatesQuery } from './rules.documents';
import { useAlertWords } from './use-alert-words';

const PERIODS = [30, 90, 365] as const;

/** How often each rule was right, by what its incidents were closed with. */
export function RuleRates() {
  const t = useTranslations('rules.rates');
  const codeName = useTranslations('incidents.codes');
  const format = useFormatter();
  const words = useAlertWords();
  const [days, setDays] = useState(90);
  const [{ data, error }, execute] = useQuery({
    query: RuleRatesQuery,
    variables: { days },
    requestPolicy: 'cache-and-network',
  });
  const rows = data?.ruleRates.filter(({ open, closed }) => open + closed > 0);
  return (
    <Sheet
      flush
      title={t('title')}
      lead={t('lead')}
      actions={
        <SegmentedControl
          aria-label={t('period')}
          data={PERIODS.map((value) => ({ value: String(value), label: t('days', { days: value }) }))}
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
        />
      }
    >
      {error && (
        <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
      )}
      {(data ?? !error) && (
        <DataTable
          label={t('title')}
          rows={rows}
          rowKey={({ rule }) => rule}
          columns={[
            { key: 'rule', header: t('rule'), cell: (rate) => words.title(rate) },
            {
              key: 'precision',
              header: t('right'),
              align: 'end',
              cell: ({ precision }) =>
                precision === null
                  ? t('unknown')
                  : format.number(precision, { style: 'percent', maximumFractionDigits: 1 }),
            },
            {
              key: 'confirmed',
              header: t('confirmed'),
              align: 'end',
              cell: ({ confirmed, closed }) => t('of', { confirmed, closed }),
            },
            { key: 'open', header: t('open'), align: 'end', cell: ({ open }) => format.number(open) },
            {
              key: 'codes',
              header: t('turnedOut'),
              wideOnly: true,
              cell: ({ codes }) =>
                codes
                  .map(({ code, incidents }) => `${codeName(code)} ${format.number(incidents)}`)
                  .join(' · '),
            },
          ]}
          empty={
            <EmptyNote icon={IconScale} title={t('empty')}>
              {t('emptyText')}
            </EmptyNote>
          }
        />
      )}
    </Sheet>
  );
}
