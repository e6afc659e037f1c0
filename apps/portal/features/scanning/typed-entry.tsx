'use client';

import { formatElementString, formatGs1Date, isGtin } from '@custodia/gs1';
import { Button, Group, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslations } from 'next-intl';
import { ExpiryInput } from '@/features/lots/expiry-input';
import { expiryOf, type ExpiryValue } from '@/features/lots/expiry-value';
import { isLotNumber } from '@/features/lots/lot-number';
import { useKey } from '@/ui/keys/keys-provider';
import { Sheet } from '@/ui/sheet';
import { useSubmitScan } from './scanner-provider';

interface Values {
  gtin: string;
  serial: string;
  lot: string;
  expiry: ExpiryValue;
}

/** The last way: the four fields as printed on the pack. */
export function TypedEntry({ onDone }: { onDone: () => void }) {
  const t = useTranslations('scan.typed');
  const submit = useSubmitScan();
  const form = useForm<Values>({
    initialValues: { gtin: '', serial: '', lot: '', expiry: { month: '', day: '' } },
    validateInputOnBlur: ['gtin', 'serial', 'lot'],
    validate: {
      gtin: (value) => (isGtin(digits(value)) ? null : t('errors.gtin')),
      serial: (value) => (isLotNumber(value.trim()) ? null : t('errors.serial')),
      lot: (value) => (isLotNumber(value.trim()) ? null : t('errors.lot')),
      expiry: (value) => (expiryOf(value) ? null : t('errors.expiry')),
    },
  });
  useKey('Esc', t('cancel'), onDone, true);

  const send = ({ gtin, serial, lot, expiry }: Values) => {
    const day = expiryOf(expiry);
    if (!day) return;
    const text = formatElementString([
      { ai: '01', value: digits(gtin) },
      { ai: '17', value: formatGs1Date({ iso: day.date, dayGiven: day.dayGiven }) },
      { ai: '10', value: lot.trim() },
      { ai: '21', value: serial.trim() },
    ]);
    onDone();
    submit({ text, channel: 'TYPED', at: new Date() });
  };
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      <form onSubmit={form.onSubmit(send)} noValidate>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput
            label={t('gtin')}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('gtin')}
          />
          <TextInput
            label={t('serial')}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('serial')}
          />
          <TextInput label={t('lot')} autoComplete="off" spellCheck={false} {...form.getInputProps('lot')} />
          <ExpiryInput {...form.getInputProps('expiry')} value={form.values.expiry} />
        </SimpleGrid>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit">{t('submit')}</Button>
        </Group>
      </form>
    </Sheet>
  );
}

/** A GTIN as printed, with or without its spaces, as 14 digits. */
function digits(text: string): string {
  return text.replace(/\s/g, '').padStart(14, '0');
}
