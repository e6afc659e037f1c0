'use client';

import { ActionIcon, Autocomplete, Checkbox, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Sheet } from '@/ui/sheet';
import type { Medicine, MedicineFault } from './medicine';
import { SubstancesQuery } from './prescriptions.documents';

export interface MedicineFieldsProps {
  number: number;
  medicine: Medicine;
  fault: MedicineFault | undefined;
  onChange: (medicine: Medicine) => void;
  onRemove: (() => void) | undefined;
}

const UNITS = ['tablet', 'capsule', 'ml', 'pen', 'puff', 'patch', 'suppository', 'sachet'];

/** One medicine, by substance: the pharmacy chooses the pack. */
export function MedicineFields({ number, medicine, fault, onChange, onRemove }: MedicineFieldsProps) {
  const t = useTranslations('prescriptions.form');
  const [search] = useDebouncedValue(medicine.substance.trim(), 200);
  const [{ data }] = useQuery({ query: SubstancesQuery, variables: { search }, pause: search.length < 2 });
  const set = (changes: Partial<Medicine>) => onChange({ ...medicine, ...changes });
  const error = (field: MedicineFault) => fault === field && t(`errors.${field}`);
  return (
    <Sheet
      title={t('medicine', { number })}
      actions={
        onRemove && (
          <ActionIcon variant="subtle" color="gray" aria-label={t('remove', { number })} onClick={onRemove}>
            <IconTrash size={17} stroke={1.7} />
          </ActionIcon>
        )
      }
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
          <Autocomplete
            label={t('substance')}
            autoComplete="off"
            data={search.length < 2 ? [] : (data?.substances ?? [])}
            error={error('substance')}
            value={medicine.substance}
            onChange={(substance) => set({ substance })}
          />
          <TextInput
            label={t('strength')}
            placeholder="500 mg"
            autoComplete="off"
            value={medicine.strength}
            onChange={(event) => set({ strength: event.currentTarget.value })}
          />
          <TextInput
            label={t('form')}
            placeholder={t('formText')}
            autoComplete="off"
            value={medicine.form}
            onChange={(event) => set({ form: event.currentTarget.value })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
          <NumberInput
            label={t('quantity')}
            min={1}
            allowDecimal={false}
            error={error('quantity')}
            value={medicine.quantity}
            onChange={(quantity) => set({ quantity })}
          />
          <Autocomplete
            label={t('unit')}
            data={UNITS}
            error={error('baseUnit')}
            value={medicine.baseUnit}
            onChange={(baseUnit) => set({ baseUnit })}
          />
          <NumberInput
            label={t('repeats')}
            min={0}
            max={11}
            allowDecimal={false}
            value={medicine.repeats}
            onChange={(repeats) => set({ repeats })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: Number(medicine.repeats) > 0 ? 2 : 1 }} spacing="md">
          <TextInput
            label={t('dosage')}
            placeholder={t('dosageText')}
            autoComplete="off"
            error={error('dosage')}
            value={medicine.dosage}
            onChange={(event) => set({ dosage: event.currentTarget.value })}
          />
          {Number(medicine.repeats) > 0 && (
            <NumberInput
              label={t('every')}
              min={1}
              allowDecimal={false}
              suffix={` ${t('days')}`}
              value={medicine.repeatEveryDays}
              onChange={(repeatEveryDays) => set({ repeatEveryDays })}
            />
          )}
        </SimpleGrid>
        <Checkbox
          label={t('substitution')}
          checked={medicine.substitutionAllowed}
          onChange={(event) => set({ substitutionAllowed: event.currentTarget.checked })}
        />
      </Stack>
    </Sheet>
  );
}
