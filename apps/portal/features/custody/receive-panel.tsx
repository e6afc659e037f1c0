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
import { MissingDialog } from './missing-dialog';
import { RejectDialog } from './reject-dialog';
import { ShipmentLines } from './shipment-lines';
import { useGoodsIn } from './use-goods-in';

/** Goods-in: compare what came with what was announced, then take it in, reject it, or say what is missing. */
export function ReceivePanel({ shipment, onChanged }: { shipment: Shipment; onChanged: () => void }) {
  const t = useTranslations('custody.receive');
  const { number } = useTime();
  const action = useAction(ReceiveMutation);
  const waiting = shipment.lines.filter(({ status }) => status === 'IN_TRANSIT');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<'reject' | 'missing'>();
  const goods = useGoodsIn(waiting);
  const chosen = waiting.filter(({ id }) => !left.has(id));
  const whole = chosen.length === waiting.length;
  const expected = waiting.reduce((sum, { range }) => sum + range.to - range.from, 0);

  const take = async (lineIds: string[] | null, scans: string[] | null) =>
    (await action.run({ shipmentId: shipment.id, lineIds, scans })).ok;
  const receive = async () => {
    const counted = goods.counted > 0;
    if (!counted && !(await take(whole ? null : chosen.map(({ id }) => id), null))) return;
    if (goods.whole.length > 0 && !(await take([...goods.whole], null))) return;
    if (goods.scans.length > 0 && !(await take(null, [...goods.scans]))) return;
    goods.clear();
    onChanged();
  };
  const ready = (goods.counted > 0 || chosen.length > 0) && !action.busy;
  useKey('Enter', t('action'), ready && !dialog ? () => void receive() : undefined);

  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const settled = () => {
    setDialog(undefined);
    onChanged();
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
            cell: ({ id, status, range }) =>
              status === 'IN_TRANSIT'
                ? t('of', {
                    scanned: number(goods.perLine.get(id) ?? 0),
                    expected: number(range.to - range.from),
                  })
                : '–',
          },
          {
            key: 'take',
            header: t('choose'),
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
        <div role="alert">
          <Note tone="warn" icon={IconAlertTriangle}>
            {t('strangers', { count: goods.strangers.length })}{' '}
            {goods.strangers.map((name) => (
              <span key={name}>
                <CodeText>{name}</CodeText>{' '}
              </span>
            ))}
          </Note>
        </div>
      )}
      {action.failure && <FailureNote failure={action.failure} />}
      <Group justify="flex-end" gap="sm">
        <Text c="dimmed" role="status">
          {goods.counted > 0 && t('progress', { scanned: number(goods.counted), expected: number(expected) })}
        </Text>
        <Button variant="default" disabled={chosen.length === 0} onClick={() => setDialog('missing')}>
          {t('missing')}
        </Button>
        <Button
          variant="default"
          color="brick"
          disabled={chosen.length === 0}
          onClick={() => setDialog('reject')}
        >
          {t('reject')}
        </Button>
        <Button
          loading={action.busy}
          disabled={!ready}
          rightSection={<KeyCap>Enter</KeyCap>}
          onClick={() => void receive()}
        >
          {goods.counted > 0
            ? t('scannedOnes', { count: goods.counted })
            : whole
              ? t('all')
              : t('some', { count: chosen.length })}
        </Button>
      </Group>
      <RejectDialog
        shipmentId={shipment.id}
        lineIds={whole ? null : chosen.map(({ id }) => id)}
        opened={dialog === 'reject'}
        onClose={() => setDialog(undefined)}
        onDone={settled}
      />
      {dialog === 'missing' && (
        <MissingDialog lines={chosen} onClose={() => setDialog(undefined)} onDone={settled} />
      )}
    </Stack>
  );
}
