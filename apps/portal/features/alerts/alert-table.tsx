'use client';

import { Select } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { AlertStatusMark, SeverityMark } from './alert-marks';
import { AlertsQuery, type Alert } from './alerts.documents';
import { useAlertWords } from './use-alert-words';
import { useAlertNews } from './use-alert-news';

const STATUSES: readonly Alert['status'][] = ['NEW', 'SEEN', 'INVESTIGATING', 'CLOSED'];

/** Alerts that concern the site: each says in one sentence why it was raised. */
export function AlertTable({ title }: { title?: string }) {
  const t = useTranslations('alerts');
  const { moment } = useTime();
  const words = useAlertWords();
  const [status, setStatus] = useState<Alert['status'] | null>(null);
  const pages = usePages(AlertsQuery, (data) => data.alerts, { status, rule: null });
  useAlertNews(pages.refetch);
  return (
    <Sheet flush title={title}>
      <Toolbar>
        <Select
          aria-label={t('state')}
          placeholder={t('anyState')}
          clearable
          data={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
          value={status}
          onChange={(value) => setStatus(value as Alert['status'] | null)}
          w={200}
        />
      </Toolbar>
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'what',
            header: t('what'),
            cell: (alert) => (
              <>
                <strong style={{ fontWeight: 580 }}>{words.title(alert)}</strong>
                <div>{words.sentence(alert)}</div>
              </>
            ),
          },
          {
            key: 'pack',
            header: t('pack'),
            cell: ({ product, lotNumber }) => (
              <div>
                {product ? [product.name, product.strength].filter(Boolean).join(' ') : '–'}
                {lotNumber && (
                  <div>
                    <CodeText>{lotNumber}</CodeText>
                  </div>
                )}
              </div>
            ),
          },
          { key: 'at', header: t('at'), cell: ({ raisedAt }) => moment(raisedAt) },
          {
            key: 'severity',
            header: t('severityLabel'),
            cell: ({ severity }) => <SeverityMark severity={severity} />,
          },
          { key: 'status', header: t('state'), cell: (alert) => <AlertStatusMark status={alert.status} /> },
        ]}
        empty={
          <EmptyNote icon={IconBellCheck} title={t('none')}>
            {t('noneText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
