'use client';

import { Button, Modal, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { FailureNote, Note } from '@/ui/notes';
import { letAnswer } from './mandates';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import type { AccessRequest } from './records.documents';
import { endAnswers } from './stop-access';
import { useAttempt } from './use-attempt';

/** Whether a carer answers requests for the owner: never, unless the owner says so here. */
export function AnswersFor({ request, onChanged }: { request: AccessRequest; onChanged: () => void }) {
  const t = useTranslations('record.sharing.answers');
  const [asking, setAsking] = useState(false);
  const { person, mandate } = request;
  return (
    <>
      <p className={classes.lineText}>{t(mandate ? 'does' : 'doesNot', { person })}</p>
      <Button size="md" variant="default" onClick={() => setAsking(true)}>
        {t(mandate ? 'end' : 'let', { person })}
      </Button>
      {asking && (
        <AnswersDialog
          request={request}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onChanged();
          }}
        />
      )}
    </>
  );
}

function AnswersDialog({
  request,
  onClose,
  onDone,
}: {
  request: AccessRequest;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('record.sharing.answers');
  const client = useClient();
  const { record, renew } = useRecord();
  const { busy, failure, attempt } = useAttempt();
  const { person, mandate } = request;
  const act = () =>
    attempt('act', async () => {
      if (mandate) {
        await endAnswers(record, client, request);
        // What the carer allowed is over: what is written from now on gets keys that those readers never had.
        await renew();
      } else await letAnswer(record, client, request);
      onDone();
    });
  return (
    <Modal opened onClose={onClose} title={t(mandate ? 'endTitle' : 'letTitle', { person })}>
      <p>{t(mandate ? 'endMeans' : 'letMeans', { person })}</p>
      {!mandate && (
        <Note tone="warn" icon={IconAlertTriangle}>
          {t('letLimit', { person })}
        </Note>
      )}
      {failure && <FailureNote failure={failure} />}
      <Stack mt="md" gap="xs">
        <Button variant="default" size="md" onClick={onClose}>
          {t('leave')}
        </Button>
        <Button
          size="md"
          {...(mandate && { color: 'brick' })}
          loading={busy !== undefined}
          onClick={() => void act()}
        >
          {t(mandate ? 'endNow' : 'letNow')}
        </Button>
      </Stack>
    </Modal>
  );
}
