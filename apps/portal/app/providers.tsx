'use client';

import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import 'dayjs/locale/fr';
import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { KeysProvider } from '@/ui/keys/keys-provider';
import { cssVariables, theme } from '@/ui/theme';

export function Providers({ children }: { children: ReactNode }) {
  const locale = useLocale();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <DatesProvider settings={{ locale, firstDayOfWeek: 1 }}>
        <Notifications position="bottom-right" limit={4} />
        <KeysProvider>{children}</KeysProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
