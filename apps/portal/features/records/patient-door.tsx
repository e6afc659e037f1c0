'use client';

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { rememberCsrf } from '@/lib/csrf';
import { useRequest } from '@/lib/use-request';
import { FailureNote, Note } from '@/ui/notes';
import { stepOf } from './move-record';
import { PatientPaper } from './patient-paper';
import { SignInPatientMutation, SignUpMutation } from './records.documents';
import { useMove } from './use-move';

/** Where a patient comes in: with an account, or to make one. The account opens no record. */
export function PatientDoor({ onIn }: { onIn: () => void }) {
  const t = useTranslations('record.door');
  const locale = useLocale();
  const awake = useMounted();
  const move = useMove();
  const isMoving = move !== undefined && stepOf(move, undefined) === 'begin';
  const [isNew, setNew] = useState(isMoving);
  const signUp = useRequest(SignUpMutation);
  const signIn = useRequest(SignInPatientMutation);
  const { busy, failure } = isNew ? signUp : signIn;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = { email: String(fields.get('email')), password: String(fields.get('password')) };
    const outcome = isNew ? await signUp.run({ input: { ...input, locale } }) : await signIn.run({ input });
    if (!outcome.ok) return;
    rememberCsrf('signUp' in outcome.data ? outcome.data.signUp.csrf : outcome.data.signInPatient.csrf);
    onIn();
  };
  return (
    <PatientPaper title={isNew ? t('newTitle') : t('title')} lead={isNew ? t('newLead') : t('lead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {isMoving && (
            <Note tone="info" icon={IconInfoCircle}>
              {t('moving')}
            </Note>
          )}
          <TextInput
            name="email"
            label={t('email')}
            type="email"
            autoComplete="username"
            required
            size="md"
          />
          <PasswordInput
            name="password"
            label={t('password')}
            description={isNew ? t('passwordHint') : undefined}
            autoComplete={isNew ? 'new-password' : 'current-password'}
            required
            size="md"
          />
          {failure && <FailureNote failure={failure} />}
          <Button type="submit" size="lg" loading={busy} disabled={!awake}>
            {isNew ? t('signUp') : t('signIn')}
          </Button>
          <Button variant="subtle" size="md" onClick={() => setNew(!isNew)}>
            {isNew ? t('haveAccount') : t('noAccount')}
          </Button>
          {isNew && (
            <Note tone="info" icon={IconInfoCircle}>
              {t('twoSecrets')}
            </Note>
          )}
        </Stack>
      </form>
    </PatientPaper>
  );
}
