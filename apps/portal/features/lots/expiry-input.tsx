'use client';

import { Group, Input, NumberInput, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { expiryOf, type ExpiryValue } from './expiry-value';

export { expiryOf, type ExpiryValue };

export interface ExpiryInputProps {
  value: ExpiryValue;
  onChange: (value: ExpiryValue) => void;
  error?: string | null;
}

/** Month and, where the pack prints one, the day: a pack without a day is good until the end of its month. */
export function ExpiryInput({ value, onChange, error }: ExpiryInputProps) {
  const t = useTranslations('lots.register');
  const id = useId();
  return (
    <Input.Wrapper id={`${id}-month`} label={t('expiry')} description={t('expiryText')} error={error}>
      <Group gap="xs" wrap="nowrap" mt={4}>
        <TextInput
          id={`${id}-month`}
          type="month"
          flex={1}
          value={value.month}
          error={Boolean(error)}
          onChange={(event) => onChange({ ...value, month: event.currentTarget.value })}
        />
        <NumberInput
          aria-label={t('expiryDay')}
          placeholder={t('expiryDay')}
          w={96}
          min={1}
          max={31}
          hideControls
          allowDecimal={false}
          value={value.day}
          onChange={(day) => onChange({ ...value, day: String(day) })}
        />
      </Group>
    </Input.Wrapper>
  );
}
