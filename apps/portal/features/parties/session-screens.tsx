'use client';

import { Loader } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Failure } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import classes from './session-screens.module.css';

export function WaitingScreen() {
  const t = useTranslations('session');
  return (
    <div className={classes.screen} role="status">
      <Loader size="sm" aria-hidden />
      <span className={classes.text}>{t('opening')}</span>
    </div>
  );
}

export function FailureScreen({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  return (
    <div className={classes.screen}>
      <FailureNote failure={failure} onRetry={onRetry} />
    </div>
  );
}
