'use client';

import { Button, Skeleton, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { tellingOf } from './carers';
import { standingOf } from './consent-standing';
import { isOnce } from './once-looks';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import type { AccessRequest } from './records.documents';
import { AnswersFor } from './carer-answers';
import { RefusedReaders } from './refused-readers';
import { stopAccess } from './stop-access';
import { StopDialog } from './stop-dialog';
import { useRequests } from './use-requests';
import { useUsedLooks } from './use-used-looks';

/** Who can see what, until when; and the way to stop it. */
export function SharingScreen() {
  const t = useTranslations('record.sharing');
  const client = useClient();
  const { record, renew } = useRecord();
  const { requests, error, again } = useRequests();
  const [stopping, setStopping] = useState<AccessRequest>();
  const granted = requests?.filter(({ consent }) => consent !== null);
  const used = useUsedLooks(granted);
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
        <GrantCard
          key={request.id}
          request={request}
          usedAt={used.get(request.id)}
          onChanged={again}
          onStop={() => setStopping(request)}
        />
      ))}
      <RefusedReaders />
      {stopping && (
        <StopDialog
          title={t('stopTitle', tellingOf(stopping))}
          stops={t('stops')}
          cannotUndo={t('cannotUndo')}
          onClose={() => setStopping(undefined)}
          onStop={async () => {
            await stopAccess(record, client, stopping);
            // Stopped it is; what is written from now on gets keys that the stopped reader never had.
            await renew();
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
  usedAt,
  onChanged,
  onStop,
}: {
  request: AccessRequest;
  /** When the one look was taken, where it was for one. */
  usedAt: Date | undefined;
  onChanged: () => void;
  onStop: () => void;
}) {
  const t = useTranslations('record');
  const time = useTime();
  const { consent, categories } = request;
  if (!consent) return null;
  const standing = standingOf(consent, Date.now());
  const isStanding = standing === 'active' || standing === 'sending';
  const isUsed = usedAt !== undefined && (isStanding || standing === 'over');
  const parts = categories.map((one) => t(`categories.${one}` as 'categories.medications')).join(', ');
  return (
    <section className={classes.card} data-over={!isStanding || isUsed}>
      <p className={classes.lineTitle}>{t('sharing.who', tellingOf(request))}</p>
      <p>{parts}</p>
      <p className={classes.lineText} role="status">
        {isUsed
          ? t(isStanding ? 'sharing.usedStanding' : 'sharing.used', {
              time: time.moment(usedAt.toISOString()),
              until: time.moment(consent.notAfter),
            })
          : t(`sharing.standing.${standing}`, { time: time.moment(consent.notAfter) })}
        {isOnce(consent) && !isUsed && ` ${t('sharing.once')}`}
      </p>
      {request.answeredBy && (
        <p className={classes.lineText}>{t('sharing.answeredBy', { person: request.answeredBy })}</p>
      )}
      {!request.site && standing === 'active' && !isUsed && (
        <AnswersFor request={request} onChanged={onChanged} />
      )}
      {isStanding && (
        <Button size="md" color="brick" onClick={onStop}>
          {t('sharing.stop')}
        </Button>
      )}
    </section>
  );
}
