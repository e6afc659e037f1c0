'use client';

import { IconArrowRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DemoAccounts } from './demo-accounts';
import { DoorScreen } from './door-screen';
import { PinSignIn } from './pin-sign-in';
import { SignInForm } from './sign-in-form';
import { useSignIn } from './use-sign-in';

export function SignInScreen() {
  const t = useTranslations('signIn');
  return (
    <DoorScreen title={t('title')}>
      <Door />
    </DoorScreen>
  );
}

function Door() {
  const door = useSignIn();
  return (
    <>
      {!door.needsCode && <PinSignIn />}
      <SignInForm door={door} />
      {!door.needsCode && <DemoAccounts door={door} arrow={<IconArrowRight size={16} aria-hidden />} />}
    </>
  );
}
