'use client';

import { Button, Modal, Stack } from '@mantine/core';
import { IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { failureOf } from '@/lib/failure';
import { FailureNote, Note } from '@/ui/notes';
import type { SeenLine } from './access-lines';
import { accessesBehind } from './looks';
import { useRecord } from './open-record';
import { stopAccess } from './stop-access';
import { useAttempt } from './use-attempt';
import { useRequests } from './use-requests';

/** A carer's look that was not wanted: stops what it came from. No organisation could answer for it. */
export function StopCarer({ line, told, onClose }: { line: SeenLine; told: string; onClose: () => void }) {
  const t = useTranslations('record.stopCarer');
  const client = useClient();
  const { record, renew } = useRecord();
  const { requests, error, again } = useRequests();
  const { busy, failure, attempt } = useAttempt();
  const [isStopped, setStopped] = useState(false);
  const { person } = line;
  // Whatever the line shows, all that this carer may still see is meant.
  const behind = accessesBehind({ ...line, event: 'release', categories: [] }, requests ?? [], Date.now());
  const stop = () =>
    attempt('stop', async () => {
      for (const request of behind) await stopAccess(record, client, request);
      await renew();
      setStopped(true);
      again();
    });
  const isOver = requests !== undefined && behind.length === 0;
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <Stack gap="sm">
        <p>{told}</p>
        {isStopped || isOver ? (
          <div role="status">
            <Note tone={isStopped ? 'ok' : 'info'} icon={isStopped ? IconCheck : IconInfoCircle}>
              {t('stopped', { person })}
            </Note>
          </div>
        ) : (
          <Note tone="info" icon={IconInfoCircle}>
            {t('stops', { person })}
          </Note>
        )}
        <p>{t('nobody')}</p>
        {error && !requests && <FailureNote failure={failureOf(error)} onRetry={again} />}
        {failure && <FailureNote failure={failure} />}
        {!isStopped && !isOver && (
          <Button
            color="brick"
            size="md"
            loading={busy !== undefined}
            disabled={!requests}
            onClick={() => void stop()}
          >
            {t('stop')}
          </Button>
        )}
        <Button variant="default" size="md" onClick={onClose}>
          {t(isStopped || isOver ? 'close' : 'leave')}
        </Button>
      </Stack>
    </Modal>
  );
}
