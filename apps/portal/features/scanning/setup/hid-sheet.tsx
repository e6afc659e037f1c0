'use client';

import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { useStore } from '@/lib/store';
import { Sheet } from '@/ui/sheet';
import { chooseHidScanner, forgetHidScanner, hidScanner, hidSupported } from '../hid/hid-scanner';
import classes from './scanner-screen.module.css';

const never = () => () => undefined;

/** Connecting a scanner in HID mode: once, by a click; the browser remembers it. */
export function HidSheet() {
  const t = useTranslations('scanner.page.hid');
  const name = useStore(hidScanner);
  const supported = useSyncExternalStore(never, hidSupported, () => true);
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      {!supported && <span className={classes.dim}>{t('unsupported')}</span>}
      {supported && name === undefined && (
        <Button onClick={() => void chooseHidScanner()}>{t('connect')}</Button>
      )}
      {name !== undefined && (
        <Group justify="space-between">
          <span>{t('connected', { name })}</span>
          <Button variant="default" onClick={() => void forgetHidScanner()}>
            {t('forget')}
          </Button>
        </Group>
      )}
    </Sheet>
  );
}
