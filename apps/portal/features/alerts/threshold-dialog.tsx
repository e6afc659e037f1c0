'use client';

import { NumberInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRequest } from '@/lib/use-request';
import { ReasonDialog } from '@/ui/reason-dialog';
import { ChangeThresholdMutation, type Threshold } from './rules.documents';
import { usePlaceWords } from './use-place-words';

/** Changes a number that the rules go by, with the reason, which is kept. */
export function ThresholdDialog({
  threshold,
  onClose,
  onDone,
}: {
  threshold: Threshold;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('rules.thresholds');
  const { settingName } = usePlaceWords();
  const request = useRequest(ChangeThresholdMutation);
  const { name, market, country, least, most, standard } = threshold;
  const [value, setValue] = useState<number | string>(threshold.value);
  const isSound =
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= least &&
    value <= most &&
    value !== threshold.value;
  return (
    <ReasonDialog
      title={t('change')}
      text={settingName(threshold)}
      label={t('reason')}
      description={t('reasonText')}
      submit={t('save')}
      cancel={t('cancel')}
      isReady={isSound}
      action={request}
      give={async (reason) => {
        if (!isSound) return false;
        const outcome = await request.run({ input: { name, market, country, value, reason } });
        if (outcome.ok) onDone();
        return outcome.ok;
      }}
      onClose={onClose}
    >
      <NumberInput
        label={t('value')}
        description={t('bounds', { least, most, standard })}
        allowDecimal={false}
        allowNegative={false}
        data-autofocus
        value={value}
        onChange={setValue}
      />
    </ReasonDialog>
  );
}
