'use client';

import { Button, NativeSelect, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useClient, useQuery } from 'urql';
import { birthday, sealChildhood, type Childhood } from '@custodia/vault';
import { failureOf } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { hiddenOf, today } from './childhood';
import { KeepChildhoodMutation, RecordAgesQuery } from './childhood.documents';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { useAttempt } from './use-attempt';
import { ApiFailure } from './vault-failure';

/** That this record is a child's: noted by who keeps it, sealed, so that it passes in time. */
export function ChildRecord() {
  const t = useTranslations('record.childhood');
  const time = useTime();
  const client = useClient();
  const { record, replaceChildhood } = useRecord();
  const [editing, setEditing] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const { childhood, keys } = record;
  const keep = (next: Childhood | undefined) =>
    attempt('keep', async () => {
      const sealed = next ? await sealChildhood(keys, next) : null;
      const outcome = await mutate(client, KeepChildhoodMutation, { childhood: sealed });
      if (!outcome.ok) throw new ApiFailure(outcome.failure);
      replaceChildhood(next);
      setEditing(false);
    });
  return (
    <section className={classes.card}>
      <Title order={2}>{t('title')}</Title>
      <p className={classes.lineText}>{t('lead')}</p>
      {childhood && (
        <>
          <p>{t('passes', { day: time.day(birthday(childhood.born, childhood.passesAt)) })}</p>
          {hiddenOf(childhood).length > 0 && <p className={classes.lineText}>{t('hidden')}</p>}
          <Button component={Link} href="/patient/hand-over" size="md" variant="default">
            {t('handOver')}
          </Button>
          <Button
            size="md"
            variant="subtle"
            color="brick"
            loading={busy !== undefined}
            onClick={() => void keep(undefined)}
          >
            {t('remove')}
          </Button>
        </>
      )}
      {!childhood && !editing && (
        <Button size="md" variant="default" onClick={() => setEditing(true)}>
          {t('note')}
        </Button>
      )}
      {!childhood && editing && (
        <ChildForm busy={busy !== undefined} onKeep={keep} onLeave={() => setEditing(false)} />
      )}
      {failure && <FailureNote failure={failure} />}
    </section>
  );
}

function ChildForm({
  busy,
  onKeep,
  onLeave,
}: {
  busy: boolean;
  onKeep: (childhood: Childhood) => Promise<void>;
  onLeave: () => void;
}) {
  const t = useTranslations('record.childhood');
  const [{ data, error }, execute] = useQuery({ query: RecordAgesQuery });
  if (error)
    return (
      <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
    );
  if (!data) return <Skeleton height={120} radius="md" />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const market = data.markets.find(({ code }) => code === fields.get('market'));
    if (!market) return;
    const { code, confidentialAge, recordAge } = market;
    const born = String(fields.get('born'));
    void onKeep({ born, market: code, confidentialFrom: confidentialAge, passesAt: recordAge });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput name="born" type="date" size="md" label={t('born')} max={today()} required />
        <NativeSelect
          name="market"
          size="md"
          label={t('market')}
          data={data.markets.map(({ code, recordAge }) => ({
            value: code,
            label: t('marketAge', { market: code, age: recordAge }),
          }))}
        />
        <Note tone="info" icon={IconInfoCircle}>
          {t('means')}
        </Note>
        <Button type="submit" size="md" loading={busy}>
          {t('keep')}
        </Button>
        <Button size="md" variant="subtle" disabled={busy} onClick={onLeave}>
          {t('leave')}
        </Button>
      </Stack>
    </form>
  );
}
