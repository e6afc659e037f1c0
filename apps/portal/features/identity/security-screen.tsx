'use client';

import { useTranslations } from 'next-intl';
import { Page } from '@/ui/page';
import { OwnSessions } from './own-sessions';
import { PasswordSheet } from './password-sheet';

/** How one's own account is kept safe: what proves who one is, and where one is signed in. */
export function SecurityScreen() {
  const t = useTranslations('security');
  return (
    <Page title={t('title')} lead={t('lead')} narrow>
      <PasswordSheet />
      <OwnSessions />
    </Page>
  );
}
