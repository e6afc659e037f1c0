'use client';

import { Button, Skeleton, Switch, Title } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { FailureNote, Note } from '@/ui/notes';
import classes from './patient.module.css';
import { pushState, switchPushOff, switchPushOffEverywhere, switchPushOn } from './push';
import { useAttempt } from './use-attempt';
import { useLoaded } from './use-loaded';

/** Whether this browser is told when something happens, and who learns what by it. */
export function PushChoice() {
  const t = useTranslations('record.push');
  const client = useClient();
  const { value, failure: unloaded, again } = useLoaded(useCallback(() => pushState(client), [client]));
  const { busy, failure, attempt } = useAttempt();
  const change = async (which: string, work: () => Promise<void>) => {
    await attempt(which, work);
    again();
  };
  return (
    <section className={classes.card}>
      <Title order={2}>{t('title')}</Title>
      <p className={classes.lineText}>{t('text')}</p>
      {unloaded && <FailureNote failure={unloaded} onRetry={again} />}
      {!value && !unloaded && <Skeleton height={60} />}
      {value?.hurdle && (
        <Note tone="info" icon={IconBellOff}>
          {t(`hurdle.${value.hurdle}`)}
        </Note>
      )}
      {value && !value.hurdle && (
        <>
          <p className={classes.lineText}>{t('service')}</p>
          <Switch
            size="md"
            label={t('here')}
            checked={value.here}
            disabled={busy !== undefined}
            onChange={({ currentTarget: { checked } }) =>
              void change('here', () => (checked ? switchPushOn(client, value.key) : switchPushOff(client)))
            }
          />
        </>
      )}
      {failure && <FailureNote failure={failure} />}
      {value !== undefined && value.others > 0 && (
        <>
          <p className={classes.lineText}>{t('others', { count: value.others })}</p>
          <Button
            size="md"
            variant="default"
            loading={busy === 'everywhere'}
            onClick={() => void change('everywhere', () => switchPushOffEverywhere(client))}
          >
            {t('everywhere')}
          </Button>
        </>
      )}
    </section>
  );
}
