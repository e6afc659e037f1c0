'use client';

import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useMemo, useState, type ReactNode } from 'react';
import { KeysProvider } from '@/ui/keys/keys-provider';
import { cssVariables, theme } from '@/ui/theme';

/** What holds the page still behind a dialog looks here for the nonce of its style sheet. */
declare global {
  var __webpack_nonce__: string | undefined;
}

/** @param nonce of the page's policy, without which no style sheet that is made later counts */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  // The policy is that of the page as it was loaded; when the server draws again, its nonce is another.
  const [first] = useState(() => {
    if (typeof window !== 'undefined') globalThis.__webpack_nonce__ = nonce;
    return nonce;
  });
  const t = useTranslations('dialog');
  // The cross of a dialog or a notice is a picture: it has no name of its own.
  const named = useMemo(() => {
    const closing = { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } };
    const notice = { defaultProps: { closeButtonProps: { 'aria-label': t('closeNotice') } } };
    return mergeThemeOverrides(theme, {
      components: { Modal: closing, Drawer: closing, Notification: notice },
    });
  }, [t]);
  return (
    <MantineProvider
      theme={named}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => first}
    >
      <Notifications position="bottom-right" limit={4} />
      <KeysProvider>{children}</KeysProvider>
    </MantineProvider>
  );
}
