'use client';

import { Button } from '@mantine/core';
import { IconAdjustments, IconHistory } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { RuleThresholdsQuery, type Threshold } from './rules.documents';
import { ThresholdDialog } from './threshold-dialog';

/** The numbers that verdicts and rules go by: what holds, what is sensible, and how it came to be so. */
export function ThresholdsSheets() {
  const t = useTranslations('rules.thresholds');
  const format = useFormatter();
  const { can } = useSession();
  const { moment } = useTime();
  const [{ data, error }, execute] = useQuery({
    query: RuleThresholdsQuery,
    requestPolicy: 'cache-and-network',
  });
  const [changing, setChanging] = useState<Threshold>();
  const reload = () => execute({ requestPolicy: 'network-only' });
  const nameOf = ({ name, market }: Pick<Threshold, 'name' | 'market'>) =>
    market ? t('ofMarket', { market, name: t(`names.${name}`) }) : t(`names.${name}`);
  const changes = data?.ruleThresholds
    .flatMap(({ name, market, changes: all }) => all.map((change) => ({ ...change, name, market })))
    .sort((a, b) => Date.parse(String(b.at)) - Date.parse(String(a.at)));
  const table = (title: string, lead: string, isIn: (threshold: Threshold) => boolean) => (
    <Sheet flush title={title} lead={lead}>
      {error && <FailureNote failure={failureOf(error)} onRetry={reload} />}
      {(data ?? !error) && (
        <DataTable
          label={title}
          rows={data?.ruleThresholds.filter(isIn)}
          rowKey={nameOf}
          columns={[
            { key: 'name', header: t('name'), cell: nameOf },
            {
              key: 'value',
              header: t('value'),
              align: 'end',
              cell: ({ value }) => <strong>{format.number(value)}</strong>,
            },
            {
              key: 'standard',
              header: t('standard'),
              align: 'end',
              wideOnly: true,
              cell: ({ standard }) => format.number(standard),
            },
            {
              key: 'range',
              header: t('range'),
              align: 'end',
              wideOnly: true,
              cell: ({ least, most }) => t('fromTo', { least, most }),
            },
            {
              key: 'change',
              header: '',
              align: 'end',
              cell: (threshold) =>
                can('rule.tune') && (
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={t('changeOf', { name: nameOf(threshold) })}
                    onClick={() => setChanging(threshold)}
                  >
                    {t('change')}
                  </Button>
                ),
            },
          ]}
          empty={<EmptyNote icon={IconAdjustments} title={title} />}
        />
      )}
    </Sheet>
  );
  return (
    <>
      {table(t('title'), t('lead'), ({ market }) => market === null)}
      {table(t('markets.title'), t('markets.lead'), ({ market }) => market !== null)}
      {changes && (
        <Sheet flush title={t('history')}>
          <DataTable
            label={t('history')}
            rows={changes}
            rowKey={(change) => `${nameOf(change)} ${String(change.at)}`}
            columns={[
              { key: 'name', header: t('name'), cell: nameOf },
              { key: 'what', header: t('changed'), cell: ({ from, to }) => t('was', { from, to }) },
              { key: 'reason', header: t('reason'), cell: ({ reason }) => reason },
              {
                key: 'who',
                header: t('by'),
                cell: ({ at, changedBy }) => [changedBy, moment(at)].filter(Boolean).join(', '),
              },
            ]}
            empty={
              <EmptyNote icon={IconHistory} title={t('unchanged')}>
                {t('unchangedText')}
              </EmptyNote>
            }
          />
        </Sheet>
      )}
      {changing && (
        <ThresholdDialog
          threshold={changing}
          label={nameOf(changing)}
          onClose={() => setChanging(undefined)}
          onDone={() => {
            setChanging(undefined);
            reload();
          }}
        />
      )}
    </>
  );
}
