'use client';

import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { StateMark } from '@/ui/state-mark';
import { AuthenticatorDialog } from './authenticator-dialog';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { RecoveryCodes } from './recovery-codes';
import { MyFactorsQuery, RemoveTotpMutation, RenewRecoveryCodesMutation } from './second-factor.documents';

const FEW_CODES = 3;

/** Codes of an authenticator app as the second step, and the codes for the day when the phone is gone. */
export function SecondFactorSheet() {
  const t = useTranslations('security.codes');
  const { day } = useTime();
  const [{ data, error }, refetch] = useQuery({ query: MyFactorsQuery, requestPolicy: 'cache-and-network' });
  const [doing, setDoing] = useState<'set' | 'remove' | 'renew'>();
  const reload = () => refetch({ requestPolicy: 'network-only' });
  const close = () => {
    setDoing(undefined);
    reload();
  };
  const factors = data?.myFactors;
  const since = factors?.codesSince;
  return (
    <Sheet
      title={t('title')}
      actions={
        factors &&
        (since ? (
          <Group gap="xs">
            <Button variant="default" onClick={() => setDoing('renew')}>
              {t('renew')}
            </Button>
            <Button variant="default" onClick={() => setDoing('remove')}>
              {t('remove')}
            </Button>
          </Group>
        ) : (
          <Button onClick={() => setDoing('set')}>{t('set')}</Button>
        ))
      }
    >
      {error && <FailureNote failure={failureOf(error)} onRetry={reload} />}
      {!factors && !error && <Skeleton height={44} />}
      {factors && (
        <Stack gap="sm" align="flex-start">
          {since ? (
            <StateMark tone="ok" icon={IconCircleCheck}>
              {t('since', { day: day(since) })}
            </StateMark>
          ) : (
            <StateMark tone="idle" icon={IconCircleDashed}>
              {t('none')}
            </StateMark>
          )}
          <Text>{since ? t('left', { count: factors.recoveryCodesLeft }) : t('text')}</Text>
          {since && factors.recoveryCodesLeft < FEW_CODES && (
            <Note tone="warn" icon={IconAlertTriangle}>
              {t('few')}
            </Note>
          )}
        </Stack>
      )}
      {doing === 'set' && <AuthenticatorDialog onClose={close} />}
      {doing === 'renew' && <RenewDialog onClose={close} />}
      {doing === 'remove' && <RemoveDialog onClose={close} />}
    </Sheet>
  );
}

function RenewDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security.codes');
  const request = useRequest(RenewRecoveryCodesMutation);
  const [codes, setCodes] = useState<string[]>();
  const submit = async () => {
    const outcome = await request.run({});
    if (outcome.ok) setCodes(outcome.data.renewRecoveryCodes);
  };
  return (
    <Modal opened onClose={onClose} title={t('renew')} closeOnClickOutside={!codes}>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onClose} />
      ) : (
        <Stack gap="md">
          <Text c="dimmed">{t('renewText')}</Text>
          {request.failure && <FailureNote failure={request.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button data-autofocus loading={request.busy} onClick={() => void submit()}>
              {t('renew')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security.codes');
  const request = useRequest(RemoveTotpMutation);
  const submit = async () => {
    const outcome = await request.run({});
    if (outcome.ok) onClose();
  };
  return (
    <ConfirmDialog
      title={t('removeTitle')}
      text={t('removeText')}
      cancel={t('cancel')}
      confirm={t('remove')}
      busy={request.busy}
      failure={request.failure}
      onClose={onClose}
      onConfirm={() => void submit()}
    />
  );
}
