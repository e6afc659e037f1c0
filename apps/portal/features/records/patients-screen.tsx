'use client';

import { Button, Group, Skeleton, Stack, TextInput } from '@mantine/core';
import { IconQrcode, IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { PatientAccess } from './patient-access';
import { PairRecordMutation, RecordPairingsQuery, type RecordPairing } from './records.documents';

/** Patients who showed a code here; one of them opened: what was asked, and what may be read. */
export function PatientsScreen() {
  const t = useTranslations('record.patients');
  const time = useTime();
  const [{ data, error }, execute] = useQuery({ query: RecordPairingsQuery });
  const [chosen, setChosen] = useState<RecordPairing>();
  const again = () => execute({ requestPolicy: 'network-only' });
  if (chosen)
    return (
      <Page
        narrow
        title={chosen.ownNumber || t('unnumbered')}
        lead={t('since', { time: time.moment(String(chosen.createdAt)) })}
        actions={
          <Button variant="default" onClick={() => setChosen(undefined)}>
            {t('back')}
          </Button>
        }
      >
        <PatientAccess pairing={chosen} />
      </Page>
    );
  return (
    <Page narrow title={t('title')} lead={t('lead')}>
      <PairForm
        onPaired={(pairing) => {
          again();
          setChosen(pairing);
        }}
      />
      <Sheet title={t('known')}>
        {error && !data && <FailureNote failure={failureOf(error)} onRetry={again} />}
        {!data && !error && <Skeleton height={120} />}
        {data?.recordPairings.length === 0 && (
          <EmptyNote icon={IconUsers} title={t('none')}>
            {t('noneText')}
          </EmptyNote>
        )}
        <Stack gap="xs">
          {data?.recordPairings.map((pairing) => (
            <Button
              key={pairing.id}
              variant="default"
              size="md"
              justify="space-between"
              onClick={() => setChosen(pairing)}
              rightSection={time.moment(String(pairing.createdAt))}
            >
              {pairing.ownNumber || t('unnumbered')}
            </Button>
          ))}
        </Stack>
      </Sheet>
    </Page>
  );
}

function PairForm({ onPaired }: { onPaired: (pairing: RecordPairing) => void }) {
  const t = useTranslations('record.patients');
  const { run, busy, failure } = useRequest(PairRecordMutation);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const input = { code: String(fields.get('code')), ownNumber: String(fields.get('ownNumber')) };
    const outcome = await run({ input });
    if (!outcome.ok) return;
    form.reset();
    onPaired(outcome.data.pairRecord);
  };
  return (
    <Sheet title={t('pairTitle')} lead={t('pairLead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Group align="end" gap="sm">
            <TextInput
              name="code"
              label={t('code')}
              required
              autoComplete="off"
              autoCapitalize="characters"
            />
            <TextInput name="ownNumber" label={t('ownNumber')} autoComplete="off" maxLength={40} />
            <Button type="submit" loading={busy} leftSection={<IconQrcode size={16} aria-hidden />}>
              {t('pair')}
            </Button>
          </Group>
          {failure && <FailureNote failure={failure} />}
        </Stack>
      </form>
    </Sheet>
  );
}
