'use client';

import { useTranslations } from 'next-intl';
import { MailChoiceSheet } from '@/features/notices/mail-choice-sheet';
import { Page } from '@/ui/page';
import { OwnSessions } from './own-sessions';
import { PasskeysSheet } from './passkeys-sheet';
import { PasswordSheet } from './password-sheet';
import { SecondFactorSheet } from './second-factor-sheet';

/** How one's own account is kept safe: what proves who one is, and where one is signed in. */
export function SecurityScreen() {
  const t = useTranslations('security');
  return (
    <Page title={t('title')} lead={t('lead')} narrow>
      <PasswordSheet />
      <PasskeysSheet />
      <SecondFactorSheet />
      <OwnSessions />
      <MailChoiceSheet />
    </Page>
  );
}
