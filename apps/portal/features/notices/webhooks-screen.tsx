'use client';

import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconDots, IconPlus, IconWebhook } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { ConfirmRequest } from '@/ui/confirm-request';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { AddWebhookDialog } from './add-webhook-dialog';
import { ChangeTopicsDialog } from './change-topics-dialog';
import { DeliveryMark } from './delivery-marks';
import { RemoveWebhookMutation, TestWebhookMutation, WebhooksQuery, type Webhook } from './notices.documents';
import { RenewSecretDialog } from './renew-secret-dialog';
import { WebhookDeliveries } from './webhook-deliveries';

/** Where the site's own software is told what happens, and whether it hears it. */
export function WebhooksScreen() {
  const t = useTranslations('notices');
  const { can } = useSession();
  const { moment } = useTime();
  const [{ data, error }, execute] = useQuery({ query: WebhooksQuery, requestPolicy: 'cache-and-network' });
  const [adding, setAdding] = useState(false);
  const [doing, setDoing] = useState<{ what: 'change' | 'renew' | 'remove'; webhook: Webhook }>();
  const [chosen, setChosen] = useState<string>();
  const [tests, setTests] = useState(0);
  const test = useRequest(TestWebhookMutation);
  const reload = () => execute({ requestPolicy: 'network-only' });
  const close = () => setDoing(undefined);
  const done = () => {
    close();
    reload();
  };
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
                cell: ({ url, formerUntil }) => (
                  <>
                    <span style={{ overflowWrap: 'anywhere' }}>{url}</span>
                    {formerUntil && (
                      <div style={{ color: 'var(--cu-ink-3)', fontSize: '0.8125rem' }}>
                        {t('webhooks.both', { until: moment(formerUntil) })}
                      </div>
                    )}
                  </>
                ),
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
                      <Menu position="bottom-end">
                        <Menu.Target>
                          <ActionIcon
                            variant="default"
                            size="compact-sm"
                            aria-label={t('webhooks.more', { url: webhook.url })}
                          >
                            <IconDots size={16} aria-hidden />
                          </ActionIcon>
                        </Menu.Target>
                        <Menu.Dropdown>
                          {(['change', 'renew', 'remove'] as const).map((what) => (
                            <Menu.Item key={what} onClick={() => setDoing({ what, webhook })}>
                              {t(`webhooks.${what}`)}
                            </Menu.Item>
                          ))}
                        </Menu.Dropdown>
                      </Menu>
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
      {doing?.what === 'change' && data && (
        <ChangeTopicsDialog
          webhook={doing.webhook}
          offered={data.myMailChoice.offered}
          onClose={close}
          onDone={done}
        />
      )}
      {doing?.what === 'renew' && (
        <RenewSecretDialog webhook={doing.webhook} onClose={close} onRenewed={reload} />
      )}
      {doing?.what === 'remove' && (
        <ConfirmRequest
          document={RemoveWebhookMutation}
          variables={{ id: doing.webhook.id }}
          title={t('removal.title')}
          text={t('removal.text', { url: doing.webhook.url })}
          cancel={t('removal.cancel')}
          confirm={t('removal.confirm')}
          onClose={close}
          onDone={done}
        />
      )}
    </Page>
  );
}
