'use client';

import { Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconFingerprint, IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import { addUnlocker, newPassphrase, newRecoveryCode } from '@custodia/vault';
import type { Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { FailureNote, Note } from '@/ui/notes';
import { CodeOnPaper } from './code-on-paper';
import { hasPasskeyUnlock, makePasskeyUnlocker } from './passkey-unlocker';
import { PatientPaper } from './patient-paper';
import { keptKeybag, keptOf, makeRecord, pin, publish, tryUnlocker, type OpenRecord } from './record';
import { KeepEpochsMutation, KeepKeybagMutation } from './records.documents';
import { noteOpened } from './unlock-checks';
import { vaultFailure } from './vault-failure';

type Step = 'passphrase' | 'code' | 'check' | 'passkey';

/** Makes a record with two ways to open it, and lets nobody go on who could not open it again. */
export function NewRecordSteps({ email, onDone }: { email: string; onDone: (record: OpenRecord) => void }) {
  const t = useTranslations('record.new');
  const client = useClient();
  const [step, setStep] = useState<Step>('passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [code] = useState(newRecoveryCode);
  const [kept, setKept] = useState(false);
  const [made, setMade] = useState<OpenRecord>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const attempt = async (work: () => Promise<Failure | undefined>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      setFailure(await work());
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(false);
  };

  const choose = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      setMade(
        await makeRecord([
          { kind: 'passphrase', passphrase },
          { kind: 'recovery-code', code },
        ]),
      );
      setStep('code');
      return undefined;
    });
  };
  const check = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void attempt(async () => {
      if (!made) return undefined;
      await tryUnlocker(made.keybag, { kind: 'passphrase', passphrase: String(fields.get('passphrase')) });
      const last = String(fields.get('group')).trim().toUpperCase();
      if (last !== code.split('-').at(-1)) return { code: 'WRONG_RECOVERY_CODE', message: '' };
      const { keybag, epochs } = await keptOf(made);
      const first = await mutate(client, KeepKeybagMutation, { input: keybag });
      if (!first.ok) return first.failure;
      const second = await mutate(client, KeepEpochsMutation, { epochs });
      if (!second.ok) return second.failure;
      await publish(made);
      noteOpened(made.keys.pseudonym, 'passphrase');
      noteOpened(made.keys.pseudonym, 'recovery-code');
      if (await hasPasskeyUnlock()) setStep('passkey');
      else onDone(made);
      return undefined;
    });
  };

  const withPasskey = () =>
    attempt(async () => {
      if (!made) return undefined;
      const keybag = await addUnlocker(made.keybag, await makePasskeyUnlocker(email, []));
      const outcome = await mutate(client, KeepKeybagMutation, { input: keptKeybag(keybag) });
      if (!outcome.ok) return outcome.failure;
      pin(keybag.bag.pseudonym, keybag.bag.version);
      noteOpened(keybag.bag.pseudonym, 'passkey');
      onDone({ ...made, keybag });
      return undefined;
    });

  if (step === 'passkey' && made)
    return (
      <PatientPaper title={t('passkeyTitle')} lead={t('passkeyLead')}>
        <Stack gap="md">
          {failure && <FailureNote failure={failure} />}
          <Button
            size="lg"
            leftSection={<IconFingerprint size={20} aria-hidden />}
            loading={busy}
            onClick={() => void withPasskey()}
          >
            {t('passkey')}
          </Button>
          <Button variant="subtle" size="md" disabled={busy} onClick={() => onDone(made)}>
            {t('notNow')}
          </Button>
        </Stack>
      </PatientPaper>
    );
  if (step === 'passphrase')
    return (
      <PatientPaper title={t('passphraseTitle')} lead={t('passphraseLead')}>
        <form onSubmit={choose}>
          <Stack gap="md">
            <TextInput
              label={t('passphrase')}
              description={t('passphraseHint')}
              value={passphrase}
              onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
              size="md"
            />
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => setPassphrase(newPassphrase())}
            >
              {t('suggest')}
            </Button>
            <Note tone="warn" icon={IconAlertTriangle}>
              {t('allLost')}
            </Note>
            {failure && <FailureNote failure={failure} />}
            <Button type="submit" size="lg" loading={busy}>
              {t('next')}
            </Button>
          </Stack>
        </form>
      </PatientPaper>
    );
  if (step === 'code')
    return (
      <PatientPaper title={t('codeTitle')} lead={t('codeLead')}>
        <Stack gap="md">
          <CodeOnPaper code={code} label={t('code')} />
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('print')}
          </Button>
          <Checkbox
            size="md"
            label={t('keptIt')}
            checked={kept}
            onChange={({ currentTarget }) => setKept(currentTarget.checked)}
          />
          <Button size="lg" disabled={!kept} onClick={() => setStep('check')}>
            {t('next')}
          </Button>
        </Stack>
      </PatientPaper>
    );
  return (
    <PatientPaper title={t('checkTitle')} lead={t('checkLead')}>
      <form onSubmit={check}>
        <Stack gap="md">
          <PasswordInput name="passphrase" label={t('passphrase')} autoComplete="off" required size="md" />
          <TextInput
            name="group"
            label={t('lastGroup')}
            autoComplete="off"
            autoCapitalize="characters"
            required
            size="md"
          />
          {failure && <FailureNote failure={failure} />}
          <Button type="submit" size="lg" loading={busy}>
            {t('open')}
          </Button>
          <Button variant="subtle" onClick={() => setStep('code')}>
            {t('codeAgain')}
          </Button>
        </Stack>
      </form>
    </PatientPaper>
  );
}
