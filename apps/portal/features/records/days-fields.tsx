'use client';

import { NumberInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { DispenseLine } from '@/features/dispensing/dispensing.documents';

/** Days of supply by dispensed line, as far as somebody says them. */
export type DaysByLine = Readonly<Record<string, number>>;

/** For how long each medicine lasts: asked for, never needed. */
export function DaysFields({
  lines,
  days,
  onChange,
}: {
  lines: readonly DispenseLine[];
  days: DaysByLine;
  onChange: (days: DaysByLine) => void;
}) {
  const t = useTranslations('record.counter');
  return lines.map(({ id, product: { name } }) => (
    <NumberInput
      key={id}
      label={t('days', { medicine: name })}
      description={t('daysHint')}
      value={days[id] ?? ''}
      onChange={(value) => {
        const { [id]: _, ...others } = days;
        onChange(typeof value === 'number' ? { ...others, [id]: value } : others);
      }}
      min={1}
      max={400}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      hideControls
      maw={360}
    />
  ));
}
