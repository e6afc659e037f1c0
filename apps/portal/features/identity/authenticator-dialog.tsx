'use client';

import { Button, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { CodeText } from '@/ui/code-text';
import { FailureNote } from '@/ui/notes';
import { QrCode } from '@/ui/qr-code';
import classes from './authenticator-dialog.module.css';
import { RecoveryCodes } from './recovery-codes';
import { BeginTotpMutation, ConfirmTotpMutation } from './second-factor.documents';

/** Three steps: read the code with the app, type what it shows, keep the recovery codes. */
export function AuthenticatorDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security.codes');
  const { run: begin, ...beginning } = useRequest(BeginTotpMutation);
  const confirming = useRequest(ConfirmTotpMutation);
  const [app, setApp] = useState<{ uri: string; secret: string }>();
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<string[]>();
  const asked = useRef(false);

  const start = useCallback(async () => {
    const outcome = await begin({});
    if (outcome.ok) setApp(outcome.data.beginTotp);
    else if (outcome.failure.code === 'STEP_UP_NEEDED') onClose();
  }, [begin, onClose]);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void start();
  }, [start]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await confirming.run({ code });
    if (outcome.ok) setCodes(outcome.data.confirmTotp);
    else setCode('');
  };
  return (
    <Modal opened onClose={onClose} title={t('set')} closeOnClickOutside={false} closeOnEscape={!codes}>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onClose} />
      ) : beginning.failure ? (
        <FailureNote failure={beginning.failure} onRetry={() => void start()} />
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <Text>{t('scan')}</Text>
            <div className={classes.code}>
              {app ? <QrCode text={app.uri} label={t('qr')} /> : <Skeleton height="100%" />}
            </div>
            <Text size="sm" c="dimmed">
              {t('typeSecret')} {app && <CodeText>{app.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</CodeText>}
            </Text>
            <TextInput
              label={t('shown')}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={7}
              data-autofocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            {confirming.failure && <FailureNote failure={confirming.failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={confirming.busy} disabled={!app || code.trim().length < 6}>
                {t('confirm')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
