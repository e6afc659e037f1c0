'use client';

import { Button, Group } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConfirmDialog } from '@/features/identity/confirm-dialog';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { AddWebhookDialog } from './add-webhook-dialog';
import { DeliveryMark } from './delivery-marks';
import { RemoveWebhookMutation, TestWebhookMutation, WebhooksQuery, type Webhook } from './notices.documents';
import { WebhookDeliveries } from './webhook-deliveries';

/** Where the site's own software is told what happens, and whether it hears it. */
export function WebhooksScreen() {
  const t = useTranslations('notices');
  const { can } = useSession();
  const [{ data, error }, execute] = useQuery({ query: WebhooksQuery, requestPolicy: 'cache-and-network' });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Webhook>();
  const [chosen, setChosen] = useState<string>();
  const [tests, setTests] = useState(0);
  const test = useRequest(TestWebhookMutation);
  const reload = () => execute({ requestPolicy: 'network-only' });
  const shown = data?.webhooks.find(({ id }) => id === chosen) ?? data?.webhooks[0];
  const add = can('webhook.manage') && data && (
    <Button leftSection={<IconPlus size={17} stroke={1.8} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add.action')}
    </Button>
  );
  const sendTest = async ({ id }: Webhook) => {
    const outcome = await test.run({ id });
    if (!outcome.ok) return;
    setChosen(id);
    setTests((count) => count + 1);
    reload();
  };
  return (
    <Page
      title={t('webhooks.title')}
      lead={t('webhooks.lead')}
      actions={data?.webhooks.length ? add : undefined}
    >
      {error && <FailureNote failure={failureOf(error)} onRetry={reload} />}
      {test.failure && <FailureNote failure={test.failure} />}
      {(data ?? !error) && (
        <Sheet flush>
          <DataTable
            label={t('webhooks.title')}
            rows={data?.webhooks}
            rowKey={({ id }) => id}
            current={shown?.id}
            onOpen={({ id }) => setChosen(id)}
            columns={[
              {
                key: 'url',
                header: t('webhooks.url'),
                cell: ({ url }) => <span style={{ overflowWrap: 'anywhere' }}>{url}</span>,
              },
              {
                key: 'topics',
                header: t('webhooks.topics'),
                wideOnly: true,
                cell: ({ topics }) => topics.map((topic) => t(`topics.${topic}`)).join(', '),
              },
              {
                key: 'state',
                header: t('webhooks.last'),
                cell: ({ lastState, givenUp }) => (
                  <>
                    {lastState ? <DeliveryMark state={lastState} /> : t('webhooks.nothing')}
                    {givenUp > 0 && (
                      <div style={{ color: 'var(--cu-ink-3)', fontSize: '0.8125rem' }}>
                        {t('webhooks.givenUp', { count: givenUp })}
                      </div>
                    )}
                  </>
                ),
              },
              {
                key: 'actions',
                header: '',
                align: 'end',
                cell: (webhook) =>
                  can('webhook.manage') && (
                    <Group gap="xs" justify="flex-end" wrap="nowrap">
                      <Button
                        variant="default"
                        size="compact-sm"
                        loading={test.busy}
                        onClick={() => void sendTest(webhook)}
                      >
                        {t('webhooks.test')}
                      </Button>
                      <Button variant="default" size="compact-sm" onClick={() => setRemoving(webhook)}>
                        {t('webhooks.remove')}
                      </Button>
                    </Group>
                  ),
              },
            ]}
            empty={
              <EmptyNote icon={IconWebhook} title={t('webhooks.empty')} action={add}>
                {t('webhooks.emptyText')}
              </EmptyNote>
            }
          />
        </Sheet>
      )}
      {shown && (
        <WebhookDeliveries
          key={`${shown.id} ${tests}`}
          webhookId={shown.id}
          url={shown.url}
          onChange={reload}
        />
      )}
      {adding && data && (
        <AddWebhookDialog
          offered={data.myMailChoice.offered}
          onClose={() => setAdding(false)}
          onAdded={reload}
        />
      )}
      {removing && (
        <RemoveDialog
          webhook={removing}
          onClose={() => setRemoving(undefined)}
          onDone={() => {
            setRemoving(undefined);
            reload();
          }}
        />
      )}
    </Page>
  );
}

function RemoveDialog({
  webhook,
  onClose,
  onDone,
}: {
  webhook: Webhook;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('notices.removal');
  const request = useRequest(RemoveWebhookMutation);
  const submit = async () => {
    const outcome = await request.run({ id: webhook.id });
    if (outcome.ok) onDone();
  };
  return (
    <ConfirmDialog
      title={t('title')}
      text={t('text', { url: webhook.url })}
      cancel={t('cancel')}
      confirm={t('confirm')}
      busy={request.busy}
      failure={request.failure}
      onClose={onClose}
      onConfirm={() => void submit()}
    />
  );
}
