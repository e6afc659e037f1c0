'use client';

import { Button, Group, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { IconBell, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { failureOf, type Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { tellingOf } from './carers';
import { DeskCode } from './desk-code';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { allow } from './record';
import { AllowAccessMutation, DenyAccessMutation, type AccessRequest } from './records.documents';
import { useRequests } from './use-requests';
import { vaultFailure } from './vault-failure';

const HOUR_MS = 3_600_000;

/** Who asks to see a part of the record, and the answer. */
export function RequestsScreen() {
  const t = useTranslations('record.requests');
  const { requests, error, again } = useRequests();
  const open = requests?.filter(({ status }) => status === 'OPEN');
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      {error && !requests && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {!requests && !error && <Skeleton height={160} radius="md" />}
      {open?.map((request) => (
        <RequestCard key={request.id} request={request} onAnswered={again} />
      ))}
      {open?.length === 0 && (
        <EmptyNote icon={IconBell} title={t('none')}>
          {t('noneText')}
        </EmptyNote>
      )}
      <DeskCode />
    </>
  );
}

function RequestCard({ request, onAnswered }: { request: AccessRequest; onAnswered: () => void }) {
  const t = useTranslations('record');
  const client = useClient();
  const time = useTime();
  const { current } = useRecord();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [until, setUntil] = useState(() => request.until.slice(0, 10));

  const answer = async (which: string, work: () => Promise<Failure | undefined>) => {
    setBusy(which);
    setFailure(undefined);
    try {
      const failed = await work();
      setFailure(failed);
      if (!failed) onAnswered();
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(undefined);
  };
  const allowUntil = (which: string, notAfter: Date) =>
    answer(which, async () => {
      const input = await allow(await current(), request, notAfter);
      const outcome = await mutate(client, AllowAccessMutation, { input });
      return outcome.ok ? undefined : outcome.failure;
    });
  const deny = (which: 'deny' | 'never') =>
    answer(which, async () => {
      const remember = which === 'never';
      const outcome = await mutate(client, DenyAccessMutation, { requestId: request.id, remember });
      return outcome.ok ? undefined : outcome.failure;
    });
  const parts = request.categories
    .map((one) => t(`categories.${one}` as 'categories.medications'))
    .join(', ');
  const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
  return (
    <section className={classes.card} aria-label={t('requests.asks', tellingOf(request))}>
      <p className={classes.lineTitle}>{t('requests.asks', tellingOf(request))}</p>
      <p>{t('requests.what', { parts })}</p>
      {request.words && <blockquote className={classes.words}>{request.words}</blockquote>}
      <p className={classes.lineText}>{t('requests.until', { time: time.moment(request.until) })}</p>
      <Note tone="info" icon={IconInfoCircle}>
        {t('requests.means', tellingOf(request))}
      </Note>
      {failure && <FailureNote failure={failure} />}
      <Stack gap="xs">
        <Group grow gap="xs">
          <Button
            size="md"
            loading={busy === 'hour'}
            disabled={busy !== undefined}
            onClick={() => void allowUntil('hour', inHours(1))}
          >
            {t('requests.hour')}
          </Button>
          <Button
            size="md"
            loading={busy === 'day'}
            disabled={busy !== undefined}
            onClick={() => void allowUntil('day', inHours(24))}
          >
            {t('requests.day')}
          </Button>
        </Group>
        <Group align="end" gap="xs">
          <TextInput
            type="date"
            label={t('requests.date')}
            value={until}
            min={new Date().toISOString().slice(0, 10)}
            onChange={({ currentTarget }) => setUntil(currentTarget.value)}
            style={{ flex: 1 }}
            size="md"
          />
          <Button
            size="md"
            variant="default"
            loading={busy === 'until'}
            disabled={busy !== undefined || until === ''}
            onClick={() => void allowUntil('until', new Date(`${until}T23:59:59`))}
          >
            {t('requests.allowUntil')}
          </Button>
        </Group>
        <Button
          size="md"
          variant="default"
          loading={busy === 'deny'}
          disabled={busy !== undefined}
          onClick={() => void deny('deny')}
        >
          {t('requests.deny')}
        </Button>
        <Button
          size="md"
          variant="subtle"
          color="brick"
          loading={busy === 'never'}
          disabled={busy !== undefined}
          aria-describedby={`never-${request.id}`}
          onClick={() => void deny('never')}
        >
          {t('requests.never')}
        </Button>
        <p id={`never-${request.id}`} className={classes.small}>
          {t('requests.neverMeans', { person: request.person })}
        </p>
      </Stack>
    </section>
  );
}
