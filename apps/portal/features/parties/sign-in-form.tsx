'use client';

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { FailureNote } from '@/ui/notes';
import { useSignIn } from './use-sign-in';

export function SignInForm() {
  const t = useTranslations('signIn');
  const { signIn, busy, failure } = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void signIn({ email, password });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          required
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {failure && <FailureNote failure={failure} />}
        <Button type="submit" size="md" loading={busy}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
