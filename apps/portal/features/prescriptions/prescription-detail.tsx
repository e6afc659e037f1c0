'use client';

import { Button, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconBan, IconFileOff, IconLock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { useLive } from '@/features/ledger/live-operations';
import { failureOf } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { DataTable } from '@/ui/data-table';
import { EmptyNote, FailureNote, Note } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { ItemMark, PrescriptionMark } from './prescription-marks';
import { CancelPrescriptionMutation, PrescriptionQuery, type Prescription } from './prescriptions.documents';

/** How far a prescription is filled; a lost paper is cancelled here and written anew. */
export function PrescriptionDetail({ id }: { id: string }) {
  const t = useTranslations('prescriptions');
  const { moment, day } = useTime();
  const [cancelling, setCancelling] = useState(false);
  const [{ data, error }, execute] = useQuery({
    query: PrescriptionQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const prescription = data?.prescription;
  const refetch = () => execute({ requestPolicy: 'network-only' });
  useLive(refetch, prescription?.items.some(({ state }) => state === 'PENDING') ?? false);
  const back = { href: '/prescriber/prescriptions', label: t('title') };
  if (!prescription) {
    return (
      <Page title={t('one')} back={back} narrow>
        {error ? (
          <FailureNote failure={failureOf(error)} onRetry={refetch} />
        ) : prescription === null ? (
          <EmptyNote icon={IconFileOff} title={t('gone')} />
        ) : (
          <Skeleton height={240} radius="lg" />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={t('of', { time: moment(prescription.issuedAt) })}
      lead={<PrescriptionMark status={prescription.status} />}
      back={back}
      actions={
        prescription.status === 'OPEN' && (
          <Button
            variant="default"
            color="brick"
            leftSection={<IconBan size={16} aria-hidden />}
            onClick={() => setCancelling(true)}
          >
            {t('cancel.action')}
          </Button>
        )
      }
    >
      {prescription.cancelledAt && (
        <Note tone="warn" icon={IconBan}>
          {t('cancelled', { at: moment(prescription.cancelledAt), reason: prescription.cancelReason ?? '–' })}
        </Note>
      )}
      <Note tone="info" icon={IconLock}>
        {t('sealed')}
      </Note>
      <Sheet flush title={t('items')}>
        <DataTable
          label={t('items')}
          rows={prescription.items}
          rowKey={(item) => item.id}
          columns={[
            { key: 'ordinal', header: t('item'), cell: ({ ordinal }) => ordinal + 1 },
            { key: 'quantity', header: t('quantity'), align: 'end', cell: ({ quantity }) => quantity },
            { key: 'remaining', header: t('remaining'), align: 'end', cell: ({ remaining }) => remaining },
            {
              key: 'valid',
              header: t('valid'),
              cell: ({ validFrom, validUntil }) => `${day(validFrom)} – ${day(validUntil)}`,
            },
            { key: 'state', header: t('state'), cell: ({ state }) => <ItemMark state={state} /> },
          ]}
          empty={null}
        />
      </Sheet>
      {cancelling && (
        <CancelDialog
          prescription={prescription}
          onClose={() => setCancelling(false)}
          onDone={() => {
            setCancelling(false);
            refetch();
          }}
        />
      )}
    </Page>
  );
}

function CancelDialog({
  prescription,
  onClose,
  onDone,
}: {
  prescription: Prescription;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('prescriptions.cancel');
  const action = useAction(CancelPrescriptionMutation);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ prescriptionId: prescription.id, reason: reason.trim() });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('text')}</Text>
          <TextInput
            label={t('reason')}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('keep')}
            </Button>
            <Button type="submit" color="brick" loading={action.busy} disabled={reason.trim() === ''}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
