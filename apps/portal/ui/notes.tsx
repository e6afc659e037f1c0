'use client';

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh, type Icon } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Failure } from '@/lib/failure';
import { useFailureText } from '@/lib/use-failure-text';
import classes from './notes.module.css';

/** Why something did not work and what to do about it. What is not allowed is not tried again. */
export function FailureNote({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const t = useTranslations('failure');
  const text = useFailureText();
  return (
    <div className={classes.failure} role="alert">
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
      <p className={classes.failureText}>{text(failure)}</p>
      {onRetry && failure.code !== 'FORBIDDEN' && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={onRetry}
        >
          {t('retry')}
        </Button>
      )}
    </div>
  );
}

export type NoteTone = 'info' | 'ok' | 'warn' | 'stop';

/** A remark that belongs to the screen, not to an attempt of the user. */
export function Note({ tone, icon: Symbol, children }: { tone: NoteTone; icon: Icon; children: ReactNode }) {
  return (
    <div className={classes.note} data-tone={tone}>
      <Symbol size={18} stroke={1.8} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
