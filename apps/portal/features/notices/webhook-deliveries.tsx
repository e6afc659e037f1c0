'use client';

import { Button } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { usePages } from '@/lib/use-pages';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { DeliveryMark } from './delivery-marks';
import { SendDeliveryAgainMutation, WebhookDeliveriesQuery, type Delivery } from './notices.documents';

const LOOK_AGAIN_MS = 2_000;

/** What was sent to one webhook, and what became of it. */
export function WebhookDeliveries({
  webhookId,
  url,
  onChange,
}: {
  webhookId: string;
  url: string;
  onChange: () => void;
}) {
  const t = useTranslations('notices.deliveries');
  const types = useTranslations('notices.types');
  const failures = useTranslations('notices.failures');
  const { moment } = useTime();
  const pages = usePages(WebhookDeliveriesQuery, (data) => data.webhookDeliveries, { webhookId });
  const again = useRequest(SendDeliveryAgainMutation);
  const reload = () => {
    pages.refetch();
    onChange();
  };
  // What was just sent has not been tried yet: looked at until it was.
  const isNew = pages.rows?.some(({ state, attempts }) => state === 'WAITING' && attempts === 0) ?? false;
  useEffect(() => {
    if (!isNew) return undefined;
    const timer = setInterval(() => {
      pages.refetch();
      onChange();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  });
  const typeOf = ({ type, number }: Delivery) => {
    const key = type.replace('.', '_') as Parameters<typeof types>[0];
    const word = types.has(key) ? types(key) : type;
    return number ? `${number}: ${word}` : word;
  };
  const outcomeOf = ({ failure, status, nextAt, state, attempts }: Delivery) => [
    state !== 'SENT' && failure && failures(failure, { status: status ?? '–' }),
    state === 'WAITING' && attempts > 0 && nextAt && t('next', { time: moment(nextAt) }),
  ];
  return (
    <Sheet
      flush
      title={t('title')}
      lead={url}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} stroke={1.8} aria-hidden />}
          onClick={reload}
        >
          {t('refresh')}
        </Button>
      }
    >
      {again.failure && <FailureNote failure={again.failure} />}
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        columns={[
          { key: 'what', header: t('what'), cell: typeOf },
          { key: 'at', header: t('at'), cell: ({ at }) => moment(at) },
          {
            key: 'state',
            header: t('state'),
            cell: (delivery) => (
              <>
                <DeliveryMark state={delivery.state} />
                {outcomeOf(delivery)
                  .filter(Boolean)
                  .map((line) => (
                    <div key={String(line)} style={{ color: 'var(--cu-ink-3)', fontSize: '0.8125rem' }}>
                      {line}
                    </div>
                  ))}
              </>
            ),
          },
          {
            key: 'attempts',
            header: t('attempts'),
            align: 'end',
            wideOnly: true,
            cell: ({ attempts }) => attempts,
          },
          {
            key: 'again',
            header: '',
            align: 'end',
            cell: ({ id, state }) =>
              state === 'GIVEN_UP' && (
                <Button
                  variant="default"
                  size="compact-sm"
                  loading={again.busy}
                  onClick={async () => {
                    const outcome = await again.run({ deliveryId: id });
                    if (outcome.ok) reload();
                  }}
                >
                  {t('again')}
                </Button>
              ),
          },
        ]}
        empty={
          <EmptyNote icon={IconSend} title={t('empty')}>
            {t('emptyText')}
          </EmptyNote>
        }
      />
    </Sheet>
  );
}
