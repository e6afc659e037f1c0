'use client';

import { TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRequest } from '@/lib/use-request';
import { ReasonDialog } from '@/ui/reason-dialog';
import { ChangeHotlineMutation, type CountryRules } from './rules.documents';
import { usePlaceWords } from './use-place-words';

/** Says under which number a country's authority is called, with the reason, which is kept. */
export function HotlineDialog({
  place,
  onClose,
  onDone,
}: {
  place: CountryRules;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('rules.thresholds');
  const { settingName } = usePlaceWords();
  const request = useRequest(ChangeHotlineMutation);
  const { market, country, hotline } = place;
  const [typed, setTyped] = useState(hotline ?? '');
  const number = typed.trim() || null;
  return (
    <ReasonDialog
      title={settingName({ name: 'hotline', market, country })}
      label={t('reason')}
      description={t('reasonText')}
      submit={t('save')}
      cancel={t('cancel')}
      isReady={number !== hotline}
      action={request}
      give={async (reason) => {
        const outcome = await request.run({ input: { market, country, number, reason } });
        if (outcome.ok) onDone();
        return outcome.ok;
      }}
      onClose={onClose}
    >
      <TextInput
        type="tel"
        label={t('hotline.number')}
        description={t('hotline.how')}
        maxLength={40}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ReasonDialog>
  );
}
