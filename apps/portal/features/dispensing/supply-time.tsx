'use client';

import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useBasket } from './basket-provider';
import type { IrregularReason } from './dispensing.documents';

const CAUSES = ['LATE_ENTRY', 'OUTAGE', 'EMERGENCY', 'OTHER'] as const satisfies IrregularReason[];

/** Now, or earlier: what was handed out while the line was down is entered with the time when it happened. */
export function SupplyTime() {
  const t = useTranslations('basket.time');
  const { when, cause, packs, set } = useBasket();
  const reported = packs.some(({ reportOnly }) => reportOnly);
  return (
    <Group align="flex-end" gap="md">
      <Checkbox
        label={t('earlier')}
        checked={when !== ''}
        disabled={reported}
        onChange={(event) => set({ when: event.currentTarget.checked ? localTime(new Date()) : '' })}
        mb={when === '' ? 0 : 8}
      />
      {when !== '' && (
        <TextInput
          type="datetime-local"
          label={t('when')}
          max={localTime(new Date())}
          value={when}
          onChange={(event) => set({ when: event.currentTarget.value || localTime(new Date()) })}
        />
      )}
      {reported && (
        <Select
          label={t('cause')}
          allowDeselect={false}
          data={CAUSES.map((value) => ({ value, label: t(`causes.${value}`) }))}
          value={cause}
          onChange={(value) => set({ cause: (value ?? 'LATE_ENTRY') as IrregularReason })}
        />
      )}
    </Group>
  );
}

/** As the field of the browser takes it: the time at the counter's clock, to the minute. */
function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
