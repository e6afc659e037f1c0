'use client';

import { Button, Group, Skeleton, Stack, Switch, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import type { Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { allowEmergency, changeAway, holdsAway, myEmergency, stopEmergency } from './emergency';
import { NewEmergencyCardMutation } from './emergency.documents';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { StopDialog } from './stop-dialog';
import { useLoaded } from './use-loaded';
import { vaultFailure } from './vault-failure';

const CONTACTS = [1, 2] as const;

/** Whether doctors may open a summary in an emergency, and who did. */
export function EmergencyChoice() {
  const t = useTranslations('record.emergencyChoice');
  const client = useClient();
  const time = useTime();
  const { record, current } = useRecord();
  const load = useCallback(async () => {
    const own = await myEmergency(client);
    return { ...own, isAway: own.opening !== null && (await holdsAway(record, own.opening)) };
  }, [client, record]);
  const { value, failure: unloaded, again } = useLoaded(load);
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [card, setCard] = useState<string>();
  const [isStopping, setStopping] = useState(false);
  const attempt = async (which: string, work: () => Promise<void>) => {
    setBusy(which);
    setFailure(undefined);
    try {
      await work();
      again();
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(undefined);
  };
  const allow = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const contacts = CONTACTS.map((n) => ({
      name: String(fields.get(`name${n}`)).trim(),
      phone: String(fields.get(`phone${n}`)).trim(),
    })).filter(({ name }) => name !== '');
    void attempt('allow', async () => allowEmergency(await current(), contacts, client));
  };
  const makeCard = () =>
    attempt('card', async () => {
      const outcome = await mutate(client, NewEmergencyCardMutation, {});
      if (outcome.ok) setCard(outcome.data.newEmergencyCard.replace(/(.{4})(?=.)/g, '$1 '));
      else setFailure(outcome.failure);
    });
  return (
    <section className={classes.card}>
      <Title order={2}>{t('title')}</Title>
      <p className={classes.lineText}>{t('text')}</p>
      {unloaded && <FailureNote failure={unloaded} onRetry={again} />}
      {!value && !unloaded && <Skeleton height={80} />}
      {value?.accesses.map((access) => (
        <Note key={access.id} tone="warn" icon={IconAlertTriangle}>
          {t('used', {
            person: access.person,
            site: access.site.name,
            time: time.moment(access.createdAt),
          })}{' '}
          {access.words && t('quoted', { words: access.words })} {t(`reviewed.${access.outcome ?? 'OPEN'}`)}{' '}
          {access.reviewWords && t('quoted', { words: access.reviewWords })}
        </Note>
      ))}
      {value && !value.opening && (
        <form onSubmit={allow}>
          <Stack gap="sm">
            <Note tone="warn" icon={IconAlertTriangle}>
              {t('off')}
            </Note>
            {CONTACTS.map((n) => (
              <Group key={n} gap="xs" grow align="end">
                <TextInput name={`name${n}`} size="md" label={t('contact', { n })} maxLength={80} />
                <TextInput name={`phone${n}`} size="md" type="tel" label={t('phone')} maxLength={40} />
              </Group>
            ))}
            <Button type="submit" size="md" loading={busy === 'allow'}>
              {t('allow')}
            </Button>
          </Stack>
        </form>
      )}
      {value?.opening && (
        <Stack gap="sm">
          <Note tone="ok" icon={IconCircleCheck}>
            {t('on')}
          </Note>
          <Switch
            size="md"
            label={t('away')}
            description={t('awayText')}
            checked={value.isAway}
            disabled={busy !== undefined}
            onChange={({ currentTarget: { checked } }) =>
              void attempt('away', async () => changeAway(await current(), checked, client))
            }
          />
          {card && (
            <div role="status">
              <Note tone="info" icon={IconInfoCircle}>
                {t('cardIs')} <strong className={classes.cardCode}>{card}</strong>
              </Note>
            </div>
          )}
          <Button size="md" variant="default" loading={busy === 'card'} onClick={() => void makeCard()}>
            {t(value.cardMadeAt ? 'cardAgain' : 'card')}
          </Button>
          <Button
            size="md"
            variant="subtle"
            color="brick"
            disabled={busy !== undefined}
            onClick={() => setStopping(true)}
          >
            {t('stop')}
          </Button>
        </Stack>
      )}
      {failure && <FailureNote failure={failure} />}
      {isStopping && (
        <StopDialog
          title={t('stopTitle')}
          stops={t('stops')}
          cannotUndo={t('cannotUndo')}
          onClose={() => setStopping(false)}
          onStop={async () => {
            await stopEmergency(record, client);
            setStopping(false);
            again();
          }}
        />
      )}
    </section>
  );
}
