'use client';

import { Button, Checkbox, Stack, Textarea, TextInput } from '@mantine/core';
import { useHash } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type FormEvent } from 'react';
import { fingerprintOf } from '@custodia/vault';
import { CopyButton } from '@/ui/copy-button';
import { FailureNote, Note } from '@/ui/notes';
import { PatientPaper } from './patient-paper';
import classes from './patient.module.css';
import { answerHelp, askedHelp } from './recovery';
import { useAttempt } from './use-attempt';

/** Where a recovery contact answers: with the card alone, and without an account. */
export function ContactHelp() {
  const t = useTranslations('record.help');
  const [fragment] = useHash({ getInitialValueInEffect: true });
  const asked = askedHelp(fragment);
  const key = asked && fragment;
  const [digits, setDigits] = useState('');
  const [compared, setCompared] = useState(false);
  const [answer, setAnswer] = useState<string>();
  const { busy, failure, attempt } = useAttempt();
  useEffect(() => {
    const help = key && askedHelp(key);
    if (help) void fingerprintOf(help.recoveryKey).then(setDigits);
  }, [key]);
  if (!asked)
    return (
      <PatientPaper title={t('title')}>
        <Note tone="warn" icon={IconAlertTriangle}>
          {t('noLink')}
        </Note>
      </PatientPaper>
    );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const card = String(new FormData(event.currentTarget).get('card'));
    void attempt('answer', async () => setAnswer(await answerHelp(asked, card)));
  };
  return (
    <PatientPaper title={t('title')} lead={t('lead')}>
      <section className={classes.card}>
        <p>{t('compare')}</p>
        <output className={classes.digits} aria-label={t('digits')}>
          {digits}
        </output>
        <Checkbox
          size="md"
          label={t('compared')}
          checked={compared}
          onChange={({ currentTarget }) => setCompared(currentTarget.checked)}
        />
      </section>
      {answer === undefined ? (
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              name="card"
              label={t('card')}
              autoComplete="off"
              autoCapitalize="characters"
              required
              size="md"
            />
            {failure && <FailureNote failure={failure} />}
            <Button type="submit" size="lg" loading={busy !== undefined} disabled={!compared}>
              {t('make')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack gap="md">
          <Textarea label={t('answer')} description={t('answerText')} value={answer} readOnly autosize />
          <CopyButton text={answer} />
        </Stack>
      )}
    </PatientPaper>
  );
}
