'use client';

import { Button, PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import type { Unlocker } from '@custodia/vault';
import { SignOutMutation } from '@/features/parties/session.documents';
import type { Failure } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import { PatientPaper } from './patient-paper';
import { hasPasskeyUnlock, showPasskeyUnlocker } from './passkey-unlocker';
import { openRecord, waysInto, type OpenRecord } from './record';
import { RecoverRecord } from './recover-record';
import type { KeptRecord } from './records.documents';
import { noteOpened } from './unlock-checks';
import { vaultFailure } from './vault-failure';
import {
  NO_ATTEMPTS,
  attemptsFrom,
  oneMore,
  secondsLeft,
  textOf,
  type WrongAttempts,
} from './wrong-attempts';

const KEY = 'custodia-wrong-unlocks';

/** Opens the record on this device. Each attempt takes its time, and is counted. */
export function UnlockRecord({
  kept,
  onOpen,
  onLeave,
}: {
  kept: KeptRecord;
  onOpen: (record: OpenRecord) => void;
  onLeave: () => void;
}) {
  const t = useTranslations('record.unlock');
  const client = useClient();
  const { kinds, passkeys } = useMemo(() => waysInto(kept), [kept]);
  const [hasPasskeys, setHasPasskeys] = useState(false);
  const [kind, setKind] = useState<'passphrase' | 'recovery-code'>('passphrase');
  const [isRecovering, setRecovering] = useState(false);
  const [attempts, setAttempts] = useState(() => attemptsFrom(localStorage.getItem(KEY)));
  const [wait, setWait] = useState(() => secondsLeft(attempts, Date.now()));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  useEffect(() => {
    if (wait <= 0) return undefined;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  useEffect(() => void hasPasskeyUnlock().then(setHasPasskeys), []);

  const count = (counted: WrongAttempts) => {
    localStorage.setItem(KEY, textOf(counted));
    setAttempts(counted);
    setWait(secondsLeft(counted, Date.now()));
  };
  const open = async (show: () => Promise<Unlocker>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const unlocker = await show();
      const record = await openRecord(kept, unlocker);
      count(NO_ATTEMPTS);
      noteOpened(kept.pseudonym, unlocker.kind);
      onOpen(record);
      return;
    } catch (error) {
      const found = vaultFailure(error);
      setFailure(found);
      if (['WRONG_PASSPHRASE', 'WRONG_RECOVERY_CODE'].includes(found.code))
        count(oneMore(attempts, Date.now()));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const secret = String(new FormData(event.currentTarget).get('secret'));
    void open(async () => (kind === 'passphrase' ? { kind, passphrase: secret } : { kind, code: secret }));
  };
  const signOut = async () => {
    await client.mutation(SignOutMutation, {}).toPromise();
    onLeave();
  };
  if (isRecovering) return <RecoverRecord kept={kept} onOpen={onOpen} onBack={() => setRecovering(false)} />;
  return (
    <PatientPaper title={t('title')} lead={t('lead')}>
      {hasPasskeys && passkeys.length > 0 && (
        <Button
          size="lg"
          leftSection={<IconFingerprint size={20} aria-hidden />}
          loading={busy}
          onClick={() => void open(() => showPasskeyUnlocker(passkeys))}
        >
          {t('passkey')}
        </Button>
      )}
      <form onSubmit={submit}>
        <Stack gap="md">
          <SegmentedControl
            value={kind}
            onChange={(value) => {
              setKind(value);
              setFailure(undefined);
            }}
            aria-label={t('with')}
            data={[
              { value: 'passphrase', label: t('passphrase') },
              { value: 'recovery-code', label: t('recoveryCode') },
            ]}
          />
          {kind === 'passphrase' ? (
            <PasswordInput
              key="p"
              name="secret"
              label={t('passphrase')}
              autoComplete="off"
              required
              size="md"
            />
          ) : (
            <TextInput
              key="c"
              name="secret"
              label={t('recoveryCode')}
              autoComplete="off"
              autoCapitalize="characters"
              required
              size="md"
            />
          )}
          {failure && <FailureNote failure={failure} />}
          {attempts.count > 0 && <p role="status">{t('counted', { count: attempts.count, wait })}</p>}
          <Button type="submit" size="lg" loading={busy} disabled={wait > 0}>
            {t('open')}
          </Button>
          {kinds.includes('contacts') && (
            <Button variant="subtle" onClick={() => setRecovering(true)}>
              {t('recover')}
            </Button>
          )}
          <Button variant="subtle" onClick={() => void signOut()}>
            {t('signOut')}
          </Button>
        </Stack>
      </form>
    </PatientPaper>
  );
}
