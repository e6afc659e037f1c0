'use client';

import { Button, NumberInput, Popover, Stack } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import type { Run } from './lots.documents';

const MOST_LABELS = 10_000;

/** Opens the sheet of labels (PDF, drawn by the API) for a range of the run. */
export function LabelSheetLink({ run }: { run: Pick<Run, 'id' | 'units'> }) {
  const t = useTranslations('lots.print');
  const [opened, setOpened] = useState(false);
  const [from, setFrom] = useState<number | string>(1);
  const [count, setCount] = useState<number | string>(Math.min(24, run.units));
  useKey('P', t('action'), () => setOpened(true));
  const first = Math.max(1, Number(from) || 1);
  const to = Math.min(run.units, first - 1 + (Number(count) || 1));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus withArrow>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          rightSection={<KeyCap>P</KeyCap>}
          onClick={() => setOpened((was) => !was)}
        >
          {t('action')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" w={240}>
          <NumberInput label={t('from')} min={1} max={run.units} value={from} onChange={setFrom} />
          <NumberInput
            label={t('count')}
            min={1}
            max={Math.min(MOST_LABELS, run.units)}
            value={count}
            onChange={setCount}
          />
          <Button
            component="a"
            href={`/lots/runs/${run.id}/labels.pdf?from=${first - 1}&count=${to - first + 1}`}
            target="_blank"
            onClick={() => setOpened(false)}
          >
            {t('open')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
