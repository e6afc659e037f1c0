'use client';

import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { COUNTER_REASONS, NO_ANSWER, keyOf, type OverrideReason } from './answers';
import type { Warned } from './use-warned';
import type { Warning } from './warnings';
import classes from './warnings.module.css';

/** Why a pack is handed out though something warns of it; or it is left out. */
export function WarningAnswer({
  warning,
  warned: { answers, answer },
  onLeaveOut,
}: {
  warning: Warning;
  warned: Warned;
  onLeaveOut: (candidate: string) => void;
}) {
  const t = useTranslations('record.warnings');
  const { reason, words, unhelpful } = answers.get(keyOf(warning)) ?? NO_ANSWER;
  const { candidate } = warning;
  return (
    <fieldset className={classes.answer} aria-label={t('answer', { candidate, other: warning.with })}>
      <div className={classes.fields}>
        <Select
          label={t('reasonFor', { candidate })}
          placeholder={t('choose')}
          data={COUNTER_REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          value={reason ?? null}
          onChange={(value) =>
            answer(warning, { reason: (value ?? undefined) as OverrideReason | undefined })
          }
          required
        />
        <TextInput
          label={t('words')}
          value={words}
          maxLength={500}
          autoComplete="off"
          onChange={({ currentTarget }) => answer(warning, { words: currentTarget.value })}
        />
      </div>
      <div className={classes.after}>
        <Checkbox
          label={t('unhelpful')}
          checked={unhelpful}
          onChange={({ currentTarget }) => answer(warning, { unhelpful: currentTarget.checked })}
        />
        <Button variant="default" onClick={() => onLeaveOut(candidate)}>
          {t('leaveOut')}
        </Button>
      </div>
    </fieldset>
  );
}
