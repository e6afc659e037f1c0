'use client';

import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ContainerLines } from './container-lines';
import { PackContainerMutation } from './custody.documents';
import { HoldingPicker, type Picked } from './holding-picker';
import { countUnits } from './unit-ranges';
import { useContainerScans } from './use-container-scans';

/** Closes packs into a carton, or cartons onto a pallet. The SSCC is made from the site's own numbers. */
export function PackForm({ onPacked }: { onPacked: (sscc: string) => void }) {
  const t = useTranslations('custody.packing');
  const { number } = useTime();
  const action = useAction(PackContainerMutation);
  const [kind, setKind] = useState<'CARTON' | 'PALLET'>('CARTON');
  const [picked, setPicked] = useState<ReadonlyMap<string, Picked>>(new Map());
  const containers = useContainerScans();
  const units =
    kind === 'CARTON'
      ? [...picked.values()].reduce((sum, { ranges }) => sum + countUnits(ranges), 0)
      : containers.list.reduce((sum, container) => sum + container.units, 0);

  const submit = async () => {
    const outcome = await action.run(
      kind === 'CARTON'
        ? {
            kind,
            ranges: [...picked.values()].flatMap(({ runId, ranges }) =>
              ranges.map(({ from, to }) => ({ runId, from, to })),
            ),
          }
        : { kind, children: containers.list.map(({ sscc }) => sscc) },
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
        <HoldingPicker picked={picked} onPick={setPicked} />
      ) : (
        <ContainerLines containers={containers} />
      )}
      {action.failure && <FailureNote failure={action.failure} />}
      <Group justify="flex-end" gap="md">
        <Text role="status" c="dimmed">
          {t('total', { count: units, units: number(units) })}
        </Text>
        <Button size="md" loading={action.busy} disabled={units === 0} onClick={() => void submit()}>
          {t('submit')}
        </Button>
      </Group>
    </Stack>
  );
}
