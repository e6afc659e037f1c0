'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconBan, IconFileOff, IconFilePlus, IconLock } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useLive } from '@/features/ledger/live-operations';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { CancelDialog } from './cancel-dialog';
import { ItemMark, PrescriptionMark } from './prescription-marks';
import { PrescriptionQuery, type Prescription } from './prescriptions.documents';

type Item = Prescription['items'][number];

const CANCELLABLE: ReadonlySet<Item['state']> = new Set([
  'PENDING',
  'ISSUED',
  'PARTLY_DISPENSED',
  'NOT_YET_VALID',
]);

/** How far a prescription is filled; a lost paper is cancelled here and written anew. */
export function PrescriptionDetail({ id }: { id: string }) {
  const t = useTranslations('prescriptions');
  const { moment, day } = useTime();
  const [cancelling, setCancelling] = useState<{ item?: Item }>();
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
        prescription.status === 'OPEN' ? (
          <Button
            variant="default"
            color="brick"
            leftSection={<IconBan size={16} aria-hidden />}
            onClick={() => setCancelling({})}
          >
            {t('cancel.action')}
          </Button>
        ) : (
          prescription.status === 'CANCELLED' && (
            <Button
              component={Link}
              href="/prescriber/issue"
              leftSection={<IconFilePlus size={16} aria-hidden />}
            >
              {t('again')}
            </Button>
          )
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
            {
              key: 'ordinal',
              header: t('item'),
              cell: ({ ordinal }) => t('itemNumber', { number: ordinal + 1 }),
            },
            { key: 'quantity', header: t('quantity'), align: 'end', cell: ({ quantity }) => quantity },
            { key: 'remaining', header: t('remaining'), align: 'end', cell: ({ remaining }) => remaining },
            {
              key: 'valid',
              header: t('valid'),
              cell: ({ validFrom, validUntil }) => `${day(validFrom)} – ${day(validUntil)}`,
            },
            { key: 'state', header: t('state'), cell: ({ state }) => <ItemMark state={state} /> },
            {
              key: 'cancel',
              header: t('cancellation'),
              align: 'end',
              cell: (item) =>
                CANCELLABLE.has(item.state) ? (
                  <Button
                    variant="subtle"
                    color="brick"
                    size="compact-sm"
                    aria-label={t('cancelItemNumber', { number: item.ordinal + 1 })}
                    onClick={() => setCancelling({ item })}
                  >
                    {t('cancelItem')}
                  </Button>
                ) : (
                  (item.cancelReason ?? '–')
                ),
            },
          ]}
          empty={null}
        />
      </Sheet>
      {cancelling && (
        <CancelDialog
          prescription={prescription}
          item={cancelling.item}
          onClose={() => setCancelling(undefined)}
          onDone={() => {
            setCancelling(undefined);
            refetch();
          }}
        />
      )}
    </Page>
  );
}
