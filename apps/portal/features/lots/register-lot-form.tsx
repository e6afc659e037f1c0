'use client';

import { Button, Group, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ExpiryInput, type ExpiryValue, expiryOf } from './expiry-input';
import { isLotNumber } from './lot-number';
import { RegisterLotMutation } from './lots.documents';
import { ProductSelect } from './product-select';
import { SerialFileInput } from './serial-file-input';
import { useRunUpload } from './use-run-upload';

interface Values {
  gtin: string | null;
  number: string;
  expiry: ExpiryValue;
  source: 'file' | 'generate';
  file: File | null;
  count: number | string;
}

export type LotEntry = Omit<Values, 'file'>;

const MOST_UNITS = 1_000_000;

/** Registers a run: the lot's facts, and its serials from a file or made here. */
export function RegisterLotForm({
  remembered,
  onRegistered,
}: {
  /** What was entered for a list that was refused. */
  remembered?: LotEntry | undefined;
  onRegistered: (runId: string, entry: LotEntry) => void;
}) {
  const t = useTranslations('lots.register');
  const generate = useAction(RegisterLotMutation);
  const upload = useRunUpload();
  const [busy, setBusy] = useState(false);
  const form = useForm<Values>({
    initialValues: {
      gtin: null,
      number: '',
      expiry: { month: '', day: '' },
      source: 'file',
      count: 1000,
      ...remembered,
      // The file itself is read anew: it was corrected meanwhile.
      file: null,
    },
    validateInputOnBlur: ['number'],
    validate: {
      gtin: (value) => (value === null ? t('errors.product') : null),
      number: (value) => (isLotNumber(value) ? null : t('errors.number')),
      expiry: (value) => (expiryOf(value) === undefined ? t('errors.expiry') : null),
      file: (value, { source }) => (source === 'file' && value === null ? t('errors.file') : null),
      count: (value, { source }) =>
        source === 'generate' && !(Number(value) >= 1 && Number(value) <= MOST_UNITS)
          ? t('errors.count')
          : null,
    },
  });
  const { source } = form.values;

  const submit = async ({ file, ...entry }: Values) => {
    const { gtin, number, expiry, count } = entry;
    const day = expiryOf(expiry);
    if (gtin === null || day === undefined) return;
    setBusy(true);
    const lot = { gtin, lotNumber: number, expiry: day.date, expiryDayGiven: day.dayGiven };
    if (source === 'file' && file) {
      const runId = await upload.send(lot, file);
      if (runId) onRegistered(runId, entry);
    } else {
      const outcome = await generate.run({ ...lot, units: Number(count) });
      if (outcome.ok) onRegistered(outcome.data.registerLot.id, entry);
    }
    setBusy(false);
  };

  const failure = source === 'file' ? upload.failure : generate.failure;
  return (
    <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
      <Stack gap="lg">
        <Sheet title={t('facts')}>
          <Stack gap="md">
            <ProductSelect {...form.getInputProps('gtin')} value={form.values.gtin} />
            <Group align="flex-start" grow preventGrowOverflow={false}>
              <TextInput
                label={t('number')}
                description={t('numberText')}
                autoComplete="off"
                spellCheck={false}
                {...form.getInputProps('number')}
              />
              <ExpiryInput {...form.getInputProps('expiry')} value={form.values.expiry} />
            </Group>
          </Stack>
        </Sheet>
        <Sheet title={t('serials')} lead={t('serialsText')}>
          <Stack gap="md">
            <SegmentedControl
              aria-label={t('serials')}
              data={[
                { value: 'file', label: t('fromFile') },
                { value: 'generate', label: t('generate') },
              ]}
              value={source}
              onChange={(value) => form.setFieldValue('source', value as Values['source'])}
            />
            {source === 'file' ? (
              <SerialFileInput
                sent={upload.sent}
                retrying={upload.retrying}
                {...form.getInputProps('file')}
                value={form.values.file}
              />
            ) : (
              <NumberInput
                label={t('count')}
                description={t('countText')}
                min={1}
                max={MOST_UNITS}
                allowDecimal={false}
                thousandSeparator=" "
                {...form.getInputProps('count')}
              />
            )}
          </Stack>
        </Sheet>
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button type="submit" loading={busy} size="md">
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
