'use client';

import { NumberInput } from '@mantine/core';
import { useTranslations } from 'next-intl';

/** Requests a second; empty for the limit that holds for all. */
export function LimitInput({
  value,
  onChange,
}: {
  value: number | string;
  onChange: (value: number | string) => void;
}) {
  const t = useTranslations('machines.change');
  return (
    <NumberInput
      label={t('limit')}
      description={t('limitText')}
      min={1}
      allowDecimal={false}
      value={value}
      onChange={onChange}
    />
  );
}

export function limitOf(value: number | string): number | null {
  return value === '' ? null : Number(value);
}
