'use client';

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { useRecord } from './open-record';
import { openRecoveries, stopRecovery } from './recovery';
import { useAttempt } from './use-attempt';
import { useLoaded } from './use-loaded';

/** Says on every screen that somebody asked for this record's recovery: the owner has two days to stop it. */
export function RecoveryWarning() {
  const t = useTranslations('record.recovery');
  const time = useTime();
  const { record } = useRecord();
  const { keys } = record;
  const { value, failure, again } = useLoaded(
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another epoch or way in is the same record
    useCallback(() => openRecoveries(record), [keys]),
  );
  const { busy, failure: failed, attempt } = useAttempt();
  const stop = (recoveryKey: string) =>
    attempt(recoveryKey, async () => {
      await stopRecovery(record, recoveryKey);
      again();
    });
  const moment = (at: number) => time.moment(new Date(at * 1000).toISOString());
  return (
    <>
      {failure && <FailureNote failure={failure} onRetry={again} />}
      {value?.map(({ recoveryKey, askedAt, readyAt }) => (
        <div role="alert" key={recoveryKey}>
          <Note tone="stop" icon={IconAlertTriangle}>
            <div>{t('warning', { asked: moment(askedAt), ready: moment(readyAt) })}</div>
            <Button
              color="brick"
              size="compact-md"
              mt="xs"
              loading={busy === recoveryKey}
              onClick={() => void stop(recoveryKey)}
            >
              {t('stop')}
            </Button>
          </Note>
        </div>
      ))}
      {failed && <FailureNote failure={failed} />}
    </>
  );
}
