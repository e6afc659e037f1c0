'use client';

import { Button, Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ChangePasswordDialog } from './change-password-dialog';
import { FirstPasswordDialog } from './first-password-dialog';
import { MyFactorsQuery } from './second-factor.documents';

/** The password is changed; who came in with a passkey alone has none, and can choose one. */
export function PasswordSheet() {
  const t = useTranslations('security.password');
  const [{ data, error }, refetch] = useQuery({ query: MyFactorsQuery });
  const [changing, setChanging] = useState(false);
  const reload = () => refetch({ requestPolicy: 'network-only' });
  const has = data?.myFactors.hasPassword;
  return (
    <Sheet
      title={t('title')}
      actions={
        data && (
          <Button variant="default" onClick={() => setChanging(true)}>
            {t(has ? 'change' : 'first')}
          </Button>
        )
      }
    >
      {error && <FailureNote failure={failureOf(error)} onRetry={reload} />}
      {!data && !error && <Skeleton height={44} />}
      {data && t(has ? 'text' : 'none')}
      {changing && has && <ChangePasswordDialog onClose={() => setChanging(false)} />}
      {changing && data && !has && (
        <FirstPasswordDialog
          onClose={() => setChanging(false)}
          onSet={() => {
            setChanging(false);
            reload();
          }}
        />
      )}
    </Sheet>
  );
}
