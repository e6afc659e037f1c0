'use client';

import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useScans } from '@/features/scanning/scanner-provider';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ContainerLines } from './container-lines';
import { PackContainerMutation } from './custody.documents';
import { HoldingPicker } from './holding-picker';
import { ScannedProblem } from './scanned-problem';
import { useContainerScans } from './use-container-scans';
import { usePickedPacks } from './use-picked-packs';

/** Closes packs into a carton, or cartons onto a pallet. The SSCC is made from the site's own numbers. */
export function PackForm({ onPacked }: { onPacked: (sscc: string) => void }) {
  const t = useTranslations('custody.packing');
  const { number } = useTime();
  const action = useAction(PackContainerMutation);
  const [kind, setKind] = useState<'CARTON' | 'PALLET'>('CARTON');
  const packs = usePickedPacks();
  const containers = useContainerScans();
  useScans({
    takes: ['pack', 'logistic'],
    onScan: ({ text, reading }) => {
      // What is scanned says what is packed: packs go into a carton, cartons onto a pallet.
      if (reading.kind === 'pack') {
        setKind('CARTON');
        packs.scan(text);
      } else {
        setKind('PALLET');
        void containers.add(text);
      }
    },
  });
  const units =
    kind === 'CARTON' ? packs.units : containers.list.reduce((sum, container) => sum + container.units, 0);

  const submit = async (repack = false) => {
    const outcome = await action.run(
      kind === 'CARTON'
        ? {
            kind,
            repack,
            ranges: [...packs.picked.values()].flatMap(({ runId, ranges }) =>
              ranges.map(({ from, to }) => ({ runId, from, to })),
            ),
          }
        : { kind, repack, children: containers.list.map(({ sscc }) => sscc) },
    );
    if (outcome.ok) onPacked(outcome.data.packContainer.sscc);
  };
  return (
    <Stack gap="lg">
      <Sheet title={t('what')}>
        <SegmentedControl
          aria-label={t('what')}
          data={[
            { value: 'CARTON', label: t('carton') },
            { value: 'PALLET', label: t('pallet') },
          ]}
          value={kind}
          onChange={(value) => setKind(value as typeof kind)}
        />
      </Sheet>
      {kind === 'CARTON' ? (
        <>
          <ScannedProblem packs={packs} />
          <HoldingPicker picked={packs.picked} onPick={packs.pick} />
        </>
      ) : (
        <ContainerLines containers={containers} />
      )}
      {action.failure && <FailureNote failure={action.failure} />}
      <Group justify="flex-end" gap="md">
        <Text role="status" c="dimmed">
          {t('total', { count: units, units: number(units) })}
        </Text>
        {action.failure?.code === 'ALREADY_PACKED' && (
          <Button size="md" variant="default" loading={action.busy} onClick={() => void submit(true)}>
            {t('repack')}
          </Button>
        )}
        <Button size="md" loading={action.busy} disabled={units === 0} onClick={() => void submit()}>
          {t('submit')}
        </Button>
      </Group>
    </Stack>
  );
}
