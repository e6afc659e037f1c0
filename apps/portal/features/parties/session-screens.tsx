'use client';

import { Loader } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { isLineDown, type Failure } from '@/lib/failure';
import { FailureNote, Note } from '@/ui/notes';
import type { Departure } from './departure';
import classes from './session-screens.module.css';

const AGAIN_MS = 10_000;

export function WaitingScreen() {
  const t = useTranslations('session');
  return (
    <div className={classes.screen} role="status">
      <Loader size="sm" aria-hidden />
      <span className={classes.text}>{t('opening')}</span>
    </div>
  );
}

/** Of a line that is down it is no more than a pause: nobody need come by for the screen to open when it is back. */
export function FailureScreen({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const again = useEffectEvent(onRetry);
  const waits = isLineDown(failure);
  useEffect(() => {
    if (!waits) return undefined;
    const retry = () => again();
    const timer = setInterval(retry, AGAIN_MS);
    window.addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', retry);
    };
  }, [waits]);
  return (
    <div className={classes.screen}>
      <FailureNote failure={failure} onRetry={onRetry} />
    </div>
  );
}

/** Nothing of the work is on the screen any more; whether the service knows is said. */
export function LeavingScreen({
  how,
  failure,
  onRetry,
}: {
  how: Departure;
  failure: Failure | undefined;
  onRetry: () => void;
}) {
  const t = useTranslations('session.leaving');
  if (!failure)
    return (
      <div className={classes.screen} role="status">
        <Loader size="sm" aria-hidden />
        <span className={classes.text}>{t(how)}</span>
      </div>
    );
  return (
    <div className={classes.screen}>
      <Note tone="warn" icon={IconLock}>
        <strong>{t(`${how}Failed`)}</strong>
        <p>{t('stays')}</p>
      </Note>
      <FailureNote failure={failure} onRetry={onRetry} />
    </div>
  );
}
