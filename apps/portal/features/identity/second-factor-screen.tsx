'use client';

import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { IdleLock } from '@/features/parties/idle-lock';
import { useSession } from '@/features/parties/session-provider';
import classes from '@/features/parties/session-screens.module.css';
import { failureOf } from '@/lib/failure';
import { askStepUp } from '@/lib/step-up';
import { FailureNote } from '@/ui/notes';
import { AddPasskeyDialog } from './add-passkey-dialog';
import { AuthenticatorDialog } from './authenticator-dialog';
import { knowsPasskeys } from './browser-passkeys';
import { MyFactorsQuery } from './second-factor.documents';

/** All that is open to somebody whose duties ask for a second factor, until it is set up and shown. */
export function SecondFactorScreen({ onDone }: { onDone: () => void }) {
  const t = useTranslations();
  const { session, depart } = useSession();
  const [{ data, error }, refetch] = useQuery({ query: MyFactorsQuery, requestPolicy: 'network-only' });
  const [doing, setDoing] = useState<'passkey' | 'app'>();
  const has = data && (data.myFactors.codesSince !== null || data.myFactors.passkeys > 0);
  const show = async () => {
    if (await askStepUp()) onDone();
  };
  return (
    <main className={classes.screen}>
      <IdleLock />
      <Stack gap="md" maw={440}>
        <Title order={1} size="h2">
          {t('session.secondFactor.title')}
        </Title>
        {error && (
          <FailureNote
            failure={failureOf(error)}
            onRetry={() => refetch({ requestPolicy: 'network-only' })}
          />
        )}
        {!data && !error && <Skeleton height={160} />}
        {data && (
          <Text>{t(`session.secondFactor.${has ? 'show' : 'setUp'}`, { site: session.site.name })}</Text>
        )}
        {has && <Button onClick={() => void show()}>{t('stepUp.submit')}</Button>}
        {data && !has && (
          <>
            {knowsPasskeys() && (
              <Button onClick={() => setDoing('passkey')}>{t('security.passkeys.add')}</Button>
            )}
            <Button variant={knowsPasskeys() ? 'default' : 'filled'} onClick={() => setDoing('app')}>
              {t('security.codes.set')}
            </Button>
          </>
        )}
        <Button variant="subtle" onClick={() => depart('sign-out')}>
          {t('operator.signOut')}
        </Button>
      </Stack>
      {doing === 'passkey' && <AddPasskeyDialog onClose={() => setDoing(undefined)} onDone={onDone} />}
      {doing === 'app' && (
        <AuthenticatorDialog
          onClose={() => {
            setDoing(undefined);
            onDone();
          }}
        />
      )}
    </main>
  );
}
