'use client';

import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote, Note } from '@/ui/notes';
import { ReceiveMutation, type Shipment } from './custody.documents';
import { RejectDialog } from './reject-dialog';
import { ShipmentLines } from './shipment-lines';
import { useGoodsIn } from './use-goods-in';

/** Goods-in: compare what came with what was announced, then take in all of it, or line by line, or reject. */
export function ReceivePanel({ shipment, onChanged }: { shipment: Shipment; onChanged: () => void }) {
  const t = useTranslations('custody.receive');
  const { number } = useTime();
  const action = useAction(ReceiveMutation);
  const waiting = shipment.lines.filter(({ status }) => status === 'IN_TRANSIT');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [rejecting, setRejecting] = useState(false);
  const goods = useGoodsIn(waiting);
  const chosen = waiting.filter(({ id }) => !left.has(id));
  const whole = chosen.length === waiting.length;

  const receive = async () => {
    const outcome = await action.run({
      shipmentId: shipment.id,
      lineIds: whole ? null : chosen.map(({ id }) => id),
      scans: goods.scans.length > 0 ? [...goods.scans] : null,
    });
    if (outcome.ok) onChanged();
  };
  useKey(
    'Enter',
    t('action'),
    chosen.length > 0 && !rejecting && !action.busy ? () => void receive() : undefined,
  );

  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <Stack gap="md">
      <ShipmentLines
        lines={shipment.lines}
        lead={t('lead')}
        extra={[
          {
            key: 'scanned',
            header: t('scanned'),
            align: 'end',
            cell: ({ id, range }) =>
              t('of', { scanned: goods.perLine.get(id) ?? 0, expected: number(range.to - range.from) }),
          },
          {
            key: 'take',
            header: t('take'),
            cell: ({ id, status, run }) =>
              status === 'IN_TRANSIT' && (
                <Checkbox
                  aria-label={t('takeLine', { lot: run.lot.number })}
                  checked={!left.has(id)}
                  onChange={() => toggle(id)}
                />
              ),
          },
        ]}
      />
      {goods.strangers.length > 0 && (
        <Note tone="warn" icon={IconAlertTriangle}>
          {t('strangers', { count: goods.strangers.length })}{' '}
          {goods.strangers.map((name) => (
            <span key={name}>
              <CodeText>{name}</CodeText>{' '}
            </span>
          ))}
        </Note>
      )}
      {action.failure && <FailureNote failure={action.failure} />}
      <Group justify="flex-end" gap="sm">
        <Text c="dimmed" role="status">
          {goods.scans.length > 0 &&
            t('progress', { scanned: goods.scans.length, expected: number(shipment.units) })}
        </Text>
        <Button
          variant="default"
          color="brick"
          disabled={chosen.length === 0}
          onClick={() => setRejecting(true)}
        >
          {t('reject')}
        </Button>
        <Button
          loading={action.busy}
          disabled={chosen.length === 0}
          rightSection={<KeyCap>Enter</KeyCap>}
          onClick={() => void receive()}
        >
          {goods.scans.length > 0
            ? t('scannedOnes', { count: goods.scans.length })
            : whole
              ? t('all')
              : t('some', { count: chosen.length })}
        </Button>
      </Group>
      <RejectDialog
        shipmentId={shipment.id}
        lineIds={whole ? null : chosen.map(({ id }) => id)}
        opened={rejecting}
        onClose={() => setRejecting(false)}
        onDone={() => {
          setRejecting(false);
          onChanged();
        }}
      />
    </Stack>
  );
}
