'use client';

import { Skeleton, Switch, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { CarersToldQuery, TellCarersMutation } from './carers.documents';
import classes from './patient.module.css';

/** Whether those who care for the owner are told when somebody reads without asking: not unless the owner wishes it. */
export function TellCarers() {
  const t = useTranslations('record.tellCarers');
  const [{ data, error }, execute] = useQuery({ query: CarersToldQuery, requestPolicy: 'network-only' });
  const again = () => execute({ requestPolicy: 'network-only' });
  const { run, busy, failure } = useRequest(TellCarersMutation);
  return (
    <section className={classes.card} aria-label={t('title')}>
      <Title order={2}>{t('title')}</Title>
      <p className={classes.lineText}>{t('text')}</p>
      {error && !data && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {!data && !error && <Skeleton height={40} />}
      {data && (
        <Switch
          size="md"
          label={t('switch')}
          checked={data.carersTold}
          disabled={busy}
          onChange={({ currentTarget }) => void run({ told: currentTarget.checked }).then(again)}
        />
      )}
      {failure && <FailureNote failure={failure} />}
    </section>
  );
}
