'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRequest } from '@/lib/use-request';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { RenewWebhookSecretMutation, type Webhook } from './notices.documents';
import { ShownSecret } from './shown-secret';

/** Another secret, in two steps: asked first, as the present one ends soon; then shown this once. */
export function RenewSecretDialog({
  webhook,
  onClose,
  onRenewed,
}: {
  webhook: Webhook;
  onClose: () => void;
  onRenewed: () => void;
}) {
  const t = useTranslations('notices.renewal');
  const request = useRequest(RenewWebhookSecretMutation);
  const [secret, setSecret] = useState<string>();
  const renew = async () => {
    const outcome = await request.run({ id: webhook.id });
    if (!outcome.ok) return;
    setSecret(outcome.data.renewWebhookSecret.secret);
    onRenewed();
  };
  if (secret === undefined)
    return (
      <ConfirmDialog
        title={t('title')}
        text={t('text', { url: webhook.url })}
        cancel={t('cancel')}
        confirm={t('confirm')}
        busy={request.busy}
        failure={request.failure}
        onClose={onClose}
        onConfirm={() => void renew()}
      />
    );
  return (
    <Modal opened onClose={onClose} title={t('title')} closeOnClickOutside={false} closeOnEscape={false}>
      <ShownSecret secret={secret} until={t('both')} onKept={onClose} />
    </Modal>
  );
}
