'use client';

import { isGtin } from '@custodia/gs1';
import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Modal,
  NumberInput,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { RegisterProductMutation } from './lots.documents';

interface Values {
  gtin: string;
  ndc: string;
  name: string;
  substance: string;
  strength: string;
  form: string;
  packQuantity: number | string;
  baseUnit: string;
  prescriptionOnly: boolean;
  schedule: string;
}

const INITIAL: Values = {
  gtin: '',
  ndc: '',
  name: '',
  substance: '',
  strength: '',
  form: '',
  packQuantity: '',
  baseUnit: 'tablet',
  prescriptionOnly: true,
  schedule: '',
};

/** Adds a product: what the pack holds, and the GTIN that its code carries. */
export function RegisterProductDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations('products.form');
  const action = useAction(RegisterProductMutation);
  const filled = (value: string) => (value.trim() === '' ? t('errors.missing') : null);
  const form = useForm<Values>({
    initialValues: INITIAL,
    validateInputOnBlur: ['gtin'],
    validate: {
      gtin: (value) => (isGtin(asGtin(value)) ? null : t('errors.gtin')),
      name: filled,
      substance: filled,
      baseUnit: filled,
      packQuantity: (value) =>
        Number.isSafeInteger(Number(value)) && Number(value) > 0 ? null : t('errors.quantity'),
    },
  });
  const submit = async ({ gtin, packQuantity, prescriptionOnly, ...texts }: Values) => {
    const { name, substance, baseUnit, ...optional } = texts;
    const given = Object.fromEntries(
      Object.entries(optional).flatMap(([key, value]) => (value.trim() === '' ? [] : [[key, value.trim()]])),
    );
    const outcome = await action.run({
      gtin: asGtin(gtin),
      name: name.trim(),
      substance: substance.trim(),
      baseUnit: baseUnit.trim(),
      packQuantity: Number(packQuantity),
      prescriptionOnly,
      ...given,
    });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <TextInput label="GTIN" inputMode="numeric" data-autofocus {...form.getInputProps('gtin')} />
            <TextInput label={t('ndc')} {...form.getInputProps('ndc')} />
            <TextInput label={t('name')} {...form.getInputProps('name')} />
            <TextInput label={t('substance')} {...form.getInputProps('substance')} />
            <TextInput label={t('strength')} placeholder="500 mg" {...form.getInputProps('strength')} />
            <TextInput label={t('form')} {...form.getInputProps('form')} />
            <NumberInput
              label={t('quantity')}
              min={1}
              allowDecimal={false}
              {...form.getInputProps('packQuantity')}
            />
            <Autocomplete
              label={t('unit')}
              data={['tablet', 'capsule', 'ml', 'pen', 'puff', 'patch', 'sachet']}
              {...form.getInputProps('baseUnit')}
            />
          </SimpleGrid>
          <Checkbox
            label={t('prescriptionOnly')}
            {...form.getInputProps('prescriptionOnly', { type: 'checkbox' })}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={action.busy}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function asGtin(text: string): string {
  return text.replace(/\s/g, '').padStart(14, '0');
}
