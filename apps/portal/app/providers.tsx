'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { KeysProvider } from '@/ui/keys/keys-provider';
import { cssVariables, theme } from '@/ui/theme';

export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <KeysProvider>{children}</KeysProvider>
    </MantineProvider>
  );
}
