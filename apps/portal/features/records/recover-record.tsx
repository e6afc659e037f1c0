'use client';

import { Button, Stack, Textarea, Title } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type FormEvent } from 'react';
import { CONTACTS_NEEDED, fingerprintOf } from '@custodia/vault';
import { useTime } from '@/lib/use-time';
import { CopyButton } from '@/ui/copy-button';
import { FailureNote, Note } from '@/ui/notes';
import { fromBase64Url } from './bytes';
import { PatientPaper } from './patient-paper';
import classes from './patient.module.css';
import { openRecord, type OpenRecord } from './record';
import type { KeptRecord } from './records.documents';
import {
  beginRecovery,
  canFinish,
  finishRecovery,
  forgetOwnRecovery,
  keepOwnRecovery,
  linkFor,
  lookAgain,
  ownRecovery,
  readAnswer,
  stopRecovery,
  type OwnRecovery,
} from './recovery';
import { noteOpened } from './unlock-checks';
import { useAttempt } from './use-attempt';

const LOOK_EVERY_MS = 10_000;

/** Opens a record without any of its own ways: three contacts answer, and the nodes wait two days. */
export function RecoverRecord({
  kept,
  onOpen,
  onBack,
}: {
  kept: KeptRecord;
  onOpen: (record: OpenRecord) => void;
  onBack: () => void;
}) {
  const t = useTranslations('record.recovery');
  const [recovery, setRecovery] = useState(() => ownRecovery(kept.pseudonym));
  const { busy, failure, attempt, setFailure } = useAttempt();
  const change = (next: OwnRecovery | undefined) => {
    if (next) keepOwnRecovery(next);
    else forgetOwnRecovery();
    setRecovery(next);
  };
  useEffect(() => {
    const begun = ownRecovery(kept.pseudonym);
    // Another device may have stopped it since.
    if (begun) void attempt('look', async () => setRecovery(await lookAgain(begun)));
  }, [attempt, kept.pseudonym]);
  const begin = () => attempt('begin', async () => change(await beginRecovery(kept.pseudonym)));
  const take = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get('answer')).trim();
    const answer = readAnswer(text);
    if (!recovery || !answer) return setFailure({ code: 'NOT_AN_ANSWER', message: '' });
    const others = recovery.answers.filter(({ index }) => index !== answer.index);
    change({ ...recovery, answers: [...others, { index: answer.index, text }] });
    setFailure(undefined);
    return form.reset();
  };
  const finish = () =>
    attempt('finish', async () => {
      if (!recovery) return;
      const unlocker = await finishRecovery(recovery);
      const record = await openRecord(kept, unlocker);
      // It is over: nobody needs to be warned of it any more.
      await stopRecovery(record, recovery.publicKey);
      change(undefined);
      noteOpened(kept.pseudonym, 'contacts');
      onOpen(record);
    });
  if (!recovery)
    return (
      <PatientPaper title={t('title')} lead={t('lead')}>
        <Stack gap="md">
          <Note tone="info" icon={IconClock}>
            {t('delay')}
          </Note>
          {failure && <FailureNote failure={failure} />}
          <Button size="lg" loading={busy !== undefined} onClick={() => void begin()}>
            {t('begin')}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {t('back')}
          </Button>
        </Stack>
      </PatientPaper>
    );
  return (
    <PatientPaper title={t('title')} lead={t('ask')}>
      <Stack gap="md">
        <Asked recovery={recovery} />
        <form onSubmit={take}>
          <Stack gap="xs">
            <Textarea name="answer" label={t('answer')} autoComplete="off" autosize minRows={2} required />
            <Button type="submit" variant="default">
              {t('take')}
            </Button>
          </Stack>
        </form>
        <Progress recovery={recovery} />
        {failure && <FailureNote failure={failure} />}
        <Finish recovery={recovery} busy={busy === 'finish'} onFinish={() => void finish()} />
        <Button variant="subtle" onClick={onBack}>
          {t('back')}
        </Button>
        <Button variant="subtle" onClick={() => change(undefined)}>
          {t('anew')}
        </Button>
      </Stack>
    </PatientPaper>
  );
}

/** What contacts are sent, and what they compare on the phone. */
function Asked({ recovery }: { recovery: OwnRecovery }) {
  const t = useTranslations('record.recovery');
  const [digits, setDigits] = useState('');
  const { publicKey } = recovery;
  useEffect(() => void fingerprintOf(fromBase64Url(publicKey)).then(setDigits), [publicKey]);
  return (
    <section className={classes.card}>
      <Title order={2}>{t('send')}</Title>
      <p className={classes.link}>{linkFor(recovery)}</p>
      <CopyButton text={linkFor(recovery)} />
      <p className={classes.lineText}>{t('compare')}</p>
      <output className={classes.digits} aria-label={t('digits')}>
        {digits}
      </output>
    </section>
  );
}

function Progress({ recovery: { answers, readyAt } }: { recovery: OwnRecovery }) {
  const t = useTranslations('record.recovery');
  const time = useTime();
  return (
    <div role="status">
      <p>{t('answers', { count: answers.length, needed: CONTACTS_NEEDED })}</p>
      <p className={classes.lineText}>
        {t('ready', { time: time.moment(new Date(readyAt * 1000).toISOString()) })}
      </p>
    </div>
  );
}

function Finish({
  recovery,
  busy,
  onFinish,
}: {
  recovery: OwnRecovery;
  busy: boolean;
  onFinish: () => void;
}) {
  const t = useTranslations('record.recovery');
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Button size="lg" loading={busy} disabled={!canFinish(recovery, now)} onClick={onFinish}>
      {t('finish')}
    </Button>
  );
}
