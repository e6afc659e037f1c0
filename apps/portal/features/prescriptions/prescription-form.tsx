'use client';

import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import type { Issued } from './issued-prescription';
import { EMPTY_MEDICINE, faultOf, itemOf, type Medicine } from './medicine';
import { MedicineFields } from './medicine-fields';
import { IssuePrescriptionMutation } from './prescriptions.documents';

interface Entry {
  readonly id: number;
  readonly medicine: Medicine;
}

/** Writes a prescription: the patient, and one or more medicines. */
export function PrescriptionForm({ onIssued }: { onIssued: (issued: Issued) => void }) {
  const t = useTranslations('prescriptions.form');
  const action = useAction(IssuePrescriptionMutation);
  const [patientName, setPatientName] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [entries, setEntries] = useState<readonly Entry[]>([{ id: 0, medicine: EMPTY_MEDICINE }]);
  const [checked, setChecked] = useState(false);
  const complete =
    patientName.trim() !== '' && entries.every(({ medicine }) => faultOf(medicine) === undefined);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!complete) return;
    const outcome = await action.run({
      patientName: patientName.trim(),
      items: entries.map(({ medicine }) => itemOf(medicine)),
      ...(birthDate === '' ? {} : { patientBirthDate: birthDate }),
    });
    if (!outcome.ok) return;
    const { token, prescription } = outcome.data.issuePrescription;
    onIssued({
      token,
      id: prescription.id,
      issuedAt: prescription.issuedAt,
      patientName: patientName.trim(),
      birthDate: birthDate === '' ? undefined : birthDate,
      medicines: entries.map(({ medicine }) => medicine),
    });
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <Sheet title={t('patient')}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <TextInput
              label={t('name')}
              autoComplete="off"
              error={checked && patientName.trim() === '' && t('errors.name')}
              value={patientName}
              onChange={(event) => setPatientName(event.currentTarget.value)}
            />
            <TextInput
              label={t('birthDate')}
              type="date"
              value={birthDate}
              onChange={(event) => setBirthDate(event.currentTarget.value)}
            />
          </SimpleGrid>
        </Sheet>
        {entries.map(({ id, medicine }, index) => (
          <MedicineFields
            key={id}
            number={index + 1}
            medicine={medicine}
            fault={checked ? faultOf(medicine) : undefined}
            onChange={(next) =>
              setEntries(entries.map((entry) => (entry.id === id ? { id, medicine: next } : entry)))
            }
            onRemove={
              entries.length > 1 ? () => setEntries(entries.filter((entry) => entry.id !== id)) : undefined
            }
          />
        ))}
        {action.failure && <FailureNote failure={action.failure} />}
        <Group justify="space-between">
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() =>
              setEntries([
                ...entries,
                { id: Math.max(...entries.map((entry) => entry.id)) + 1, medicine: EMPTY_MEDICINE },
              ])
            }
          >
            {t('add')}
          </Button>
          <Button type="submit" size="md" loading={action.busy}>
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
