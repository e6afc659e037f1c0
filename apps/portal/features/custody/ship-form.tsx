'use client';

import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { useScans } from '@/features/scanning/scanner-provider';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ContainerLines } from './container-lines';
import { ReturnGoodsMutation, ShipMutation } from './custody.documents';
import { HoldingPicker, type Picked } from './holding-picker';
import { LedgerIdSelect } from './ledger-id-select';
import { PartnerSelect } from './partner-select';
import { ScannedProblem } from './scanned-problem';
import { useContainerScans } from './use-container-scans';
import { usePickedPacks } from './use-picked-packs';

export interface ShipFormProps {
  /** Shows the packs of this lot only, at first. */
  lotId?: string | undefined;
  kind: 'delivery' | 'return';
  /** Packs that are chosen already. */
  chosen?: Picked | undefined;
  onShipped: (shipmentId: string) => void;
}

/** Hands goods over: to whom, which packs, on which papers. */
export function ShipForm({ lotId, kind: initialKind, chosen, onShipped }: ShipFormProps) {
  const t = useTranslations('custody.ship');
  const { number } = useTime();
  const { can } = useSession();
  const ship = useAction(ShipMutation);
  const back = useAction(ReturnGoodsMutation);
  const [kind, setKind] = useState(initialKind);
  const [to, setTo] = useState<string | null>(null);
  const [toLedgerId, setToLedgerId] = useState<number>();
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const packs = usePickedPacks(chosen);
  const containers = useContainerScans();
  useScans({
    takes: ['pack', 'logistic'],
    onScan: ({ text, reading }) => {
      if (reading.kind === 'pack') packs.scan(text);
      else void containers.add(text);
    },
  });

  const lines = [
    ...[...packs.picked.values()].flatMap(({ runId, ranges }) =>
      ranges.map(({ from, to: end }) => ({ runId, from, to: end })),
    ),
    ...containers.list.map(({ sscc }) => ({ sscc })),
  ];
  const units = packs.units + containers.list.reduce((sum, container) => sum + container.units, 0);
  const action = kind === 'return' ? back : ship;

  const submit = async () => {
    if (to === null) return;
    const input = {
      toSiteId: to,
      toLedgerId: toLedgerId ?? null,
      lines,
      reference: reference.trim() || null,
      note: note.trim() || null,
    };
    const shipped = kind === 'return' ? await back.run(input) : await ship.run(input);
    if (!shipped.ok) return;
    onShipped('ship' in shipped.data ? shipped.data.ship.id : shipped.data.returnGoods.id);
  };
  return (
    <Stack gap="lg">
      <Sheet title={t('papers')}>
        <Stack gap="md">
          {can('custody.ship') && can('custody.return') && (
            <SegmentedControl
              aria-label={t('kind')}
              data={[
                { value: 'delivery', label: t('delivery') },
                { value: 'return', label: t('return') },
              ]}
              value={kind}
              onChange={(value) => setKind(value as typeof kind)}
            />
          )}
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <PartnerSelect
              value={to}
              onChange={(site) => {
                setTo(site);
                setToLedgerId(undefined);
              }}
              description={kind === 'return' ? t('returnTo') : undefined}
            />
            {to !== null && <LedgerIdSelect siteId={to} value={toLedgerId} onChange={setToLedgerId} />}
            <TextInput
              label={t('reference')}
              description={t('referenceText')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={reference}
              onChange={(event) => setReference(event.currentTarget.value)}
            />
          </Group>
          <Textarea
            label={kind === 'return' ? t('returnReason') : t('note')}
            autosize
            minRows={1}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Stack>
      </Sheet>
      <ContainerLines containers={containers} />
      <ScannedProblem packs={packs} />
      <HoldingPicker lotId={lotId} picked={packs.picked} onPick={packs.pick} />
      {action.failure && <FailureNote failure={action.failure} />}
      <Group justify="flex-end" gap="md">
        <Text role="status" c="dimmed">
          {t('total', { count: units, units: number(units) })}
        </Text>
        <Button
          size="md"
          loading={action.busy}
          disabled={to === null || units === 0}
          onClick={() => void submit()}
        >
          {kind === 'return' ? t('submitReturn') : t('submit')}
        </Button>
      </Group>
    </Stack>
  );
}
