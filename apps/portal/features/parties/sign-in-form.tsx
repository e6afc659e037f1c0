'use client';

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { FailureNote } from '@/ui/notes';
import { useSignIn } from './use-sign-in';

export function SignInForm() {
  const t = useTranslations('signIn');
  const { signIn, busy, failure } = useSignIn();
  // Until the page is awake the browser itself would send the form, and lose what was typed.
  const awake = useMounted();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void signIn({ email: String(fields.get('email')), password: String(fields.get('password')) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput name="email" label={t('email')} type="email" autoComplete="username" required size="md" />
        <PasswordInput
          name="password"
          label={t('password')}
          autoComplete="current-password"
          required
          size="md"
        />
        {failure && <FailureNote failure={failure} />}
        <Button type="submit" size="md" loading={busy} disabled={!awake}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
