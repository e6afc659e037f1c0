'use client';

import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconInfoCircle, IconTruckOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { isPending, useLive } from '@/features/ledger/live-operations';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FactList } from '@/ui/fact-list';
import { FailureNote, Note } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { RecallShipmentMutation, ShipmentQuery, type Shipment } from './custody.documents';
import { ReceivePanel } from './receive-panel';
import { ShipmentLines } from './shipment-lines';
import { ShipmentMark } from './shipment-marks';

/** One shipment, for its sender and its receiver; the receiver takes it in here. */
export function ShipmentDetail({ id, back }: { id: string; back: { href: string; label: string } }) {
  const t = useTranslations('custody');
  const { session } = useSession();
  const [{ data, error }, execute] = useQuery({
    query: ShipmentQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const shipment = data?.shipment;
  const refetch = () => execute({ requestPolicy: 'network-only' });
  // What the other side does is no operation of this site: while goods are on their way, the screen asks.
  useLive(
    refetch,
    shipment?.lines.some(({ status, operation }) => status === 'IN_TRANSIT' || isPending(operation.status)) ??
      false,
  );

  if (error && !shipment) {
    return (
      <Page title={t('one')} back={back}>
        <FailureNote failure={failureOf(error)} onRetry={refetch} />
      </Page>
    );
  }
  if (!shipment) {
    return (
      <Page title={t('one')} back={back}>
        {shipment === null ? (
          <EmptyNote icon={IconTruckOff} title={t('gone')} />
        ) : (
          <Skeleton height={320} radius="lg" />
        )}
      </Page>
    );
  }
  const inbound = shipment.to.id === session.site.id;
  const open = shipment.lines.some(({ status }) => status === 'IN_TRANSIT');
  return (
    <Page
      title={t('named', { number: shipment.number })}
      lead={`${shipment.from.name} → ${shipment.to.name}`}
      back={back}
      actions={!inbound && open && <TakeBack shipment={shipment} onDone={refetch} />}
    >
      {!inbound && open && shipment.to.status === 'SUSPENDED' && (
        <Note tone="warn" icon={IconInfoCircle}>
          {t('receiverSuspended', { name: shipment.to.name })}
        </Note>
      )}
      {shipment.status === 'REFUSED' && (
        <Note tone="stop" icon={IconInfoCircle}>
          {t('refusedText')}
        </Note>
      )}
      <ShipmentFacts shipment={shipment} />
      {inbound && open ? (
        <ReceivePanel shipment={shipment} onChanged={refetch} />
      ) : (
        <ShipmentLines lines={shipment.lines} />
      )}
    </Page>
  );
}

function ShipmentFacts({ shipment }: { shipment: Shipment }) {
  const t = useTranslations('custody');
  const { number, moment } = useTime();
  return (
    <Sheet>
      <FactList
        columns={4}
        facts={[
          { label: t('state'), value: <ShipmentMark status={shipment.status} /> },
          { label: t('packs'), value: number(shipment.units) },
          { label: t('shippedAt'), value: moment(shipment.shippedAt) },
          { label: t('reference'), value: shipment.reference },
          { label: t('noteLabel'), value: shipment.note },
        ]}
      />
    </Sheet>
  );
}

/** The sender takes back what is still in transit: allowed where the receiver was suspended. */
function TakeBack({ shipment, onDone }: { shipment: Shipment; onDone: () => void }) {
  const t = useTranslations('custody');
  const { can } = useSession();
  const action = useAction(RecallShipmentMutation);
  const [asking, setAsking] = useState(false);
  if (!can('custody.recall-shipment') || shipment.to.status !== 'SUSPENDED') return null;
  const run = async () => {
    const outcome = await action.run({ shipmentId: shipment.id });
    if (!outcome.ok) return;
    setAsking(false);
    onDone();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('takeBack')}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('takeBackTitle')}>
        <Stack gap="md">
          <Text c="dimmed">{t('takeBackText', { name: shipment.to.name })}</Text>
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('reject.cancel')}
            </Button>
            <Button loading={action.busy} onClick={() => void run()} data-autofocus>
              {t('takeBack')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
