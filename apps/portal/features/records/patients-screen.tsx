'use client';

import { Button, Skeleton, Stack } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { ChartCopies } from './chart-copies';
import { PairForm } from './pair-form';
import { PatientAccess, type OnRead } from './patient-access';
import { RecordPairingsQuery, type RecordPairing } from './records.documents';
import { WriteSheet, type OpenedRecord } from './write-sheet';

/** Patients who showed a code here; one of them opened: what was asked, and what may be read. */
export function PatientsScreen() {
  const t = useTranslations('record.patients');
  const time = useTime();
  const [{ data, error }, execute] = useQuery({ query: RecordPairingsQuery });
  const [chosen, setChosen] = useState<RecordPairing>();
  const [opened, setOpened] = useState<OpenedRecord>();
  const read = useCallback<OnRead>((lines, parts) => setOpened(lines && { lines, parts }), []);
  const again = () => execute({ requestPolicy: 'network-only' });
  if (chosen)
    return (
      <Page
        narrow
        title={chosen.ownNumber || t('unnumbered')}
        lead={t('since', { time: time.moment(String(chosen.createdAt)) })}
        actions={
          <Button
            variant="default"
            onClick={() => {
              setChosen(undefined);
              setOpened(undefined);
            }}
          >
            {t('back')}
          </Button>
        }
      >
        <PatientAccess pairing={chosen} onRead={read} />
        <WriteSheet pairing={chosen} opened={opened} />
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
      <ChartCopies />
    </Page>
  );
}
