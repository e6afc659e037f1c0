'use client';

import { Button, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useClient } from 'urql';
import { mutate } from '@/lib/mutate';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { tellingOf } from './carers';
import type { Care } from './carers.documents';
import { standingOf } from './consent-standing';
import { allowFor, stopFor } from './mandates';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { RevokeAccessMutation, type AccessRequest } from './records.documents';
import { RequestCard } from './requests-screen';
import { useAttempt } from './use-attempt';
import { ApiFailure } from './vault-failure';

/** What others ask of somebody who lets the owner of this record answer, and what the owner allowed. */
export function AskedFor({ care, onAnswered }: { care: Care; onAnswered: () => void }) {
  const t = useTranslations('record.caring');
  const { record } = useRecord();
  const open = care.asked.filter(({ status }) => status === 'OPEN');
  const allowed = care.asked.filter(({ consent }) => consent !== null);
  return (
    <>
      <Title order={3}>{t('answersFor', { patient: care.patient })}</Title>
      {open.length === 0 && <p className={classes.lineText}>{t('nobodyAsks')}</p>}
      {open.map((request) => (
        <RequestCard
          key={request.id}
          request={request}
          onAnswered={onAnswered}
          inStead={{
            patient: care.patient,
            allow: (notAfter, once) => allowFor(record, care, request, notAfter, once),
          }}
        />
      ))}
      {allowed.map((request) => (
        <AllowedFor key={request.id} care={care} request={request} onStopped={onAnswered} />
      ))}
    </>
  );
}

function AllowedFor({
  care,
  request,
  onStopped,
}: {
  care: Care;
  request: AccessRequest;
  onStopped: () => void;
}) {
  const t = useTranslations('record.sharing');
  const time = useTime();
  const client = useClient();
  const { record } = useRecord();
  const { busy, failure, attempt } = useAttempt();
  const { id, consent } = request;
  if (!consent) return null;
  const standing = standingOf(consent, Date.now());
  const stop = () =>
    attempt('stop', async () => {
      const revocation = await stopFor(record, care, request);
      const outcome = await mutate(client, RevokeAccessMutation, { input: { requestId: id, revocation } });
      if (!outcome.ok) throw new ApiFailure(outcome.failure);
      onStopped();
    });
  return (
    <section className={classes.card} aria-label={t('who', tellingOf(request))}>
      <p className={classes.lineTitle}>{t('who', tellingOf(request))}</p>
      <p className={classes.lineText} role="status">
        {t(`standing.${standing}`, { time: time.moment(consent.notAfter) })}
      </p>
      {(standing === 'active' || standing === 'sending') && (
        <Button size="md" color="brick" loading={busy !== undefined} onClick={() => void stop()}>
          {t('stop')}
        </Button>
      )}
      {failure && <FailureNote failure={failure} />}
    </section>
  );
}
