'use client';

import { Radio, Select, Stack, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';

/** How a machine will be known, as it is filled in. */
export interface KeyWish {
  readonly signs: boolean;
  readonly publicKey: string;
  readonly days: number;
}

export const FIRST_WISH: KeyWish = { signs: false, publicKey: '', days: 90 };

const DAYS = [30, 90, 180, 366];

export const isComplete = ({ signs, publicKey }: KeyWish): boolean => !signs || publicKey.trim() !== '';

export const keyInput = ({ signs, publicKey, days }: KeyWish) => ({
  days,
  publicKey: signs ? publicKey : null,
});

/** A key that is made here and sent along, or the public key of a machine that signs; and how long it is good. */
export function KeyFields({ value, onChange }: { value: KeyWish; onChange: (wish: KeyWish) => void }) {
  const t = useTranslations('machines.keyFields');
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('kind')}
        value={value.signs ? 'signs' : 'sends'}
        onChange={(kind) => onChange({ ...value, signs: kind === 'signs' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="sends" label={t('sends')} description={t('sendsText')} />
          <Radio value="signs" label={t('signs')} description={t('signsText')} />
        </Stack>
      </Radio.Group>
      {value.signs && (
        <Textarea
          label={t('publicKey')}
          description={t('publicKeyText')}
          required
          rows={5}
          spellCheck={false}
          value={value.publicKey}
          onChange={(event) => onChange({ ...value, publicKey: event.currentTarget.value })}
        />
      )}
      <Select
        label={t('days')}
        description={t('daysText')}
        data={DAYS.map((days) => ({ value: String(days), label: t('daysCount', { days }) }))}
        value={String(value.days)}
        allowDeselect={false}
        onChange={(days) => onChange({ ...value, days: Number(days) })}
      />
    </Stack>
  );
}
