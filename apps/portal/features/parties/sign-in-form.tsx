'use client';

import { hasSymbologyIdentifier, readCode } from '@custodia/gs1';
import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconFingerprint, IconScan } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { knowsPasskeys } from '@/features/identity/browser-passkeys';
import { FailureNote, Note } from '@/ui/notes';
import type { SignIn } from './use-sign-in';

export function SignInForm({ door }: { door: SignIn }) {
  const t = useTranslations('signIn');
  const { signIn, confirm, withPasskey, again, needsCode, busy, failure } = door;
  // Until the page is awake the browser itself would send the form, and lose what was typed.
  const awake = useMounted();

  const [scanned, setScanned] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const secret = String(fields.get(needsCode ? 'code' : 'password'));
    const isScan = isCode(secret);
    setScanned(isScan);
    if (isScan) event.currentTarget.reset();
    else if (needsCode) void confirm(secret);
    else void signIn({ email: String(fields.get('email')), password: secret });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {needsCode ? (
          <>
            <Text>{t('codeText')}</Text>
            <TextInput
              key="code"
              name="code"
              label={t('code')}
              description={t('orRecovery')}
              autoComplete="one-time-code"
              autoCapitalize="characters"
              autoFocus
              required
              size="md"
            />
          </>
        ) : (
          <>
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
              autoComplete="current-password"
              required
              size="md"
            />
          </>
        )}
        {scanned && (
          <div role="alert">
            <Note tone="warn" icon={IconScan}>
              {t('scanLater')}
            </Note>
          </div>
        )}
        {failure && !scanned && <FailureNote failure={failure} />}
        <Button type="submit" size="md" loading={busy} disabled={!awake}>
          {needsCode ? t('confirm') : t('submit')}
        </Button>
        {!needsCode && awake && knowsPasskeys() && (
          <Button
            variant="default"
            size="md"
            leftSection={<IconFingerprint size={18} stroke={1.7} aria-hidden />}
            disabled={busy}
            onClick={() => void withPasskey()}
          >
            {t('passkey')}
          </Button>
        )}
        {needsCode && (
          <Anchor component="button" type="button" size="sm" onClick={again}>
            {t('again')}
          </Anchor>
        )}
      </Stack>
    </form>
  );
}

/** A scan with the cursor in the password field ends with Enter, and would count as a wrong password. */
function isCode(text: string): boolean {
  return hasSymbologyIdentifier(text) && !['plain', 'unreadable'].includes(readCode(text).kind);
}
