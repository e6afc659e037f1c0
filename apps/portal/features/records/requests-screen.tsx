'use client';

import { Button, Group, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { IconBell, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { dayIn, dayOf } from '@/lib/day';
import { failureOf, type Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { tellingOf } from './carers';
import { DeskCode } from './desk-code';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { allow, revoke, type AllowInput } from './record';
import { AllowAccessMutation, DenyAccessMutation, type AccessRequest } from './records.documents';
import { useRequests } from './use-requests';
import { vaultFailure } from './vault-failure';

const HOUR_MS = 3_600_000;
/** Half a line for the day and for its answer each, or a line each on a phone. */
const BESIDE_OR_BELOW = { flex: '1 1 12rem' };
/** Another device was first, or the one who asked took it back. */
const ANSWERED = 'REQUEST_ANSWERED';

/** Who asks to see a part of the record, and the answer. */
export function RequestsScreen() {
  const t = useTranslations('record.requests');
  const { requests, error, again } = useRequests();
  const [answered, setAnswered] = useState(false);
  const [elsewhere, setElsewhere] = useState<ReturnType<typeof tellingOf>>();
  const open = requests?.filter(({ status }) => status === 'OPEN');
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      {error && !requests && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {!requests && !error && <Skeleton height={160} radius="md" />}
      {open?.map((request) => (
        <RequestCard
          key={request.id}
          request={request}
          onAnswered={(isElsewhere) => {
            setAnswered(!isElsewhere);
            setElsewhere(isElsewhere ? tellingOf(request) : undefined);
            again();
          }}
        />
      ))}
      {(elsewhere ?? answered) && (
        <div role="status">
          <Note tone={elsewhere ? 'info' : 'ok'} icon={elsewhere ? IconInfoCircle : IconCheck}>
            {elsewhere ? t('elsewhere', elsewhere) : t('answered')}
          </Note>
        </div>
      )}
      {open?.length === 0 && (
        <EmptyNote icon={IconBell} title={t('none')}>
          {t('noneText')}
        </EmptyNote>
      )}
      <DeskCode />
    </>
  );
}

/** One request, and the answer to it. @param inStead for whom a carer answers it, and how the carer allows it */
export function RequestCard({
  request,
  onAnswered,
  inStead,
}: {
  request: AccessRequest;
  /** @param elsewhere whether it was taken back, or another device had the say */
  onAnswered: (elsewhere: boolean) => void;
  inStead?: { readonly patient: string; allow(notAfter: Date, once: boolean): Promise<AllowInput> };
}) {
  const t = useTranslations('record');
  const client = useClient();
  const time = useTime();
  const { current } = useRecord();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [until, setUntil] = useState(() => dayOf(new Date(request.until)));

  const answer = async (which: string, work: () => Promise<Failure | undefined>) => {
    setBusy(which);
    setFailure(undefined);
    try {
      const failed = await work();
      if (failed && failed.code !== ANSWERED) setFailure(failed);
      else onAnswered(failed !== undefined);
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(undefined);
  };
  const allowUntil = (which: 'once' | 'day' | 'until', notAfter: Date) =>
    answer(which, async () => {
      const record = await current();
      const input = await (inStead?.allow(notAfter, which === 'once') ??
        allow(record, request, notAfter, which === 'once'));
      const outcome = await mutate(client, AllowAccessMutation, { input });
      if (outcome.ok) return undefined;
      // The nodes hear of it first: where another device had the say, it shall not stay open there.
      if (outcome.failure.code === ANSWERED && !inStead) await revoke(record, input);
      return outcome.failure;
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
  const asks = inStead
    ? t('requests.asksInStead', { ...tellingOf(request), patient: inStead.patient })
    : t('requests.asks', tellingOf(request));
  const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
  return (
    <section className={classes.card} aria-label={asks}>
      <p className={classes.lineTitle}>{asks}</p>
      <p>{t('requests.what', { parts })}</p>
      {request.words && <blockquote className={classes.words}>{request.words}</blockquote>}
      <p className={classes.lineText}>{t('requests.until', { time: time.moment(request.until) })}</p>
      <Note tone="info" icon={IconInfoCircle}>
        {t(inStead ? 'requests.meansInStead' : 'requests.means', tellingOf(request))}
      </Note>
      {failure && <FailureNote failure={failure} />}
      <Stack gap="xs">
        <Group grow align="stretch" gap="xs">
          <Button
            size="md"
            loading={busy === 'once'}
            disabled={busy !== undefined}
            aria-describedby={`once-${request.id}`}
            onClick={() => void allowUntil('once', inHours(1))}
          >
            {t('requests.once')}
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
        <p id={`once-${request.id}`} className={classes.small}>
          {t('requests.onceMeans')}
        </p>
        <Group align="end" gap="xs">
          <TextInput
            type="date"
            label={t('requests.date')}
            value={until}
            min={dayIn(0)}
            onChange={({ currentTarget }) => setUntil(currentTarget.value)}
            style={BESIDE_OR_BELOW}
            size="md"
          />
          <Button
            size="md"
            variant="default"
            style={BESIDE_OR_BELOW}
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
        {!inStead && (
          <>
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
          </>
        )}
      </Stack>
    </section>
  );
}
