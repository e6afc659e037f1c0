'use client';

import { Button, Modal, Skeleton, Stack, Title } from '@mantine/core';
import { IconInfoCircle, IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { tellingOf } from './carers';
import { standingOf } from './consent-standing';
import { isOnce } from './once-looks';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import type { AccessRequest } from './records.documents';
import { AnswersFor } from './carer-answers';
import { RefusedReaders } from './refused-readers';
import { stopAccess } from './stop-access';
import { useAttempt } from './use-attempt';
import { useRequests } from './use-requests';

/** Who can see what, until when; and the way to stop it. */
export function SharingScreen() {
  const t = useTranslations('record.sharing');
  const { requests, error, again } = useRequests();
  const [stopping, setStopping] = useState<AccessRequest>();
  const granted = requests?.filter(({ consent }) => consent !== null);
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      {error && !requests && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {!requests && !error && <Skeleton height={160} radius="md" />}
      {granted?.length === 0 && (
        <EmptyNote icon={IconUsers} title={t('none')}>
          {t('noneText')}
        </EmptyNote>
      )}
      {granted?.map((request) => (
        <GrantCard key={request.id} request={request} onChanged={again} onStop={() => setStopping(request)} />
      ))}
      <RefusedReaders />
      {stopping && (
        <StopDialog
          request={stopping}
          onClose={() => setStopping(undefined)}
          onStopped={() => {
            setStopping(undefined);
            again();
          }}
        />
      )}
    </>
  );
}

function GrantCard({
  request,
  onChanged,
  onStop,
}: {
  request: AccessRequest;
  onChanged: () => void;
  onStop: () => void;
}) {
  const t = useTranslations('record');
  const time = useTime();
  const { consent, categories } = request;
  if (!consent) return null;
  const standing = standingOf(consent, Date.now());
  const parts = categories.map((one) => t(`categories.${one}` as 'categories.medications')).join(', ');
  return (
    <section className={classes.card} data-over={standing !== 'active' && standing !== 'sending'}>
      <p className={classes.lineTitle}>{t('sharing.who', tellingOf(request))}</p>
      <p>{parts}</p>
      <p className={classes.lineText} role="status">
        {t(`sharing.standing.${standing}`, { time: time.moment(consent.notAfter) })}
        {isOnce(consent) && ` ${t('sharing.once')}`}
      </p>
      {request.answeredBy && (
        <p className={classes.lineText}>{t('sharing.answeredBy', { person: request.answeredBy })}</p>
      )}
      {!request.site && standing === 'active' && <AnswersFor request={request} onChanged={onChanged} />}
      {(standing === 'active' || standing === 'sending') && (
        <Button size="md" color="brick" onClick={onStop}>
          {t('sharing.stop')}
        </Button>
      )}
    </section>
  );
}

function StopDialog({
  request,
  onClose,
  onStopped,
}: {
  request: AccessRequest;
  onClose: () => void;
  onStopped: () => void;
}) {
  const t = useTranslations('record.sharing');
  const client = useClient();
  const { record, renew } = useRecord();
  const { busy, failure, attempt } = useAttempt();
  const stop = () =>
    attempt('stop', async () => {
      await stopAccess(record, client, request);
      // Stopped it is; what is written from now on gets keys that the stopped reader never had.
      await renew();
      onStopped();
    });
  return (
    <Modal opened onClose={onClose} title={t('stopTitle', tellingOf(request))}>
      <p>{t('stops')}</p>
      <Note tone="info" icon={IconInfoCircle}>
        {t('cannotUndo')}
      </Note>
      {failure && <FailureNote failure={failure} />}
      <Stack mt="md" gap="xs">
        <Button variant="default" size="md" onClick={onClose}>
          {t('keep')}
        </Button>
        <Button color="brick" size="md" loading={busy !== undefined} onClick={() => void stop()}>
          {t('stopNow')}
        </Button>
      </Stack>
    </Modal>
  );
}
