'use client';

import { Button, NumberInput, Popover, Progress, Select, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { saveFile } from '@/lib/save-file';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { LabelsRefused, fetchLabels, type LabelProgress } from './label-stream';
import type { Run } from './lots.documents';

const MOST_LABELS = 10_000;
const FORMATS = ['pdf', 'zpl203', 'zpl300', 'zpl600'] as const;
type Format = (typeof FORMATS)[number];

/** Labels of a range of the run, drawn by the API: sheets for an office printer, or the file of a label printer. */
export function LabelDownload({ run }: { run: Pick<Run, 'id' | 'units'> }) {
  const t = useTranslations('lots.print');
  const [opened, setOpened] = useState(false);
  const [from, setFrom] = useState<number | string>(1);
  const [count, setCount] = useState<number | string>(Math.min(24, run.units));
  const [format, setFormat] = useState<Format>('pdf');
  const [progress, setProgress] = useState<LabelProgress>();
  const [outcome, setOutcome] = useState<'failed' | 'stopped' | 'closed'>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  useKey('P', t('action'), () => setOpened(true));
  const first = Math.max(1, Number(from) || 1);
  const wanted = Math.min(MOST_LABELS, run.units - first + 1, Number(count) || 1);

  const download = async () => {
    const kind = format === 'pdf' ? 'pdf' : 'zpl';
    const dpi = kind === 'zpl' ? `&dpi=${format.slice(3)}` : '';
    const url = `/lots/runs/${run.id}/labels.${kind}?from=${first - 1}&count=${wanted}${dpi}`;
    const stop = new AbortController();
    running.current = stop;
    setOutcome(undefined);
    setProgress({ done: 0, total: wanted });
    try {
      const file = await fetchLabels(url, kind, setProgress, stop.signal);
      saveFile(`labels-${run.id}-${first}.${kind}`, file);
    } catch (error) {
      // A connection that breaks off in the middle of a file fails like a refusal.
      const closed = error instanceof LabelsRefused && error.code === 'LOT_CLOSED';
      setOutcome(stop.signal.aborted ? 'stopped' : closed ? 'closed' : 'failed');
    }
    setProgress(undefined);
  };
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
        <Stack gap="sm" w={300}>
          <NumberInput label={t('from')} min={1} max={run.units} value={from} onChange={setFrom} />
          <NumberInput
            label={t('count')}
            min={1}
            max={Math.min(MOST_LABELS, run.units)}
            value={count}
            onChange={setCount}
          />
          <Select
            label={t('format')}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={FORMATS.map((value) => ({ value, label: t(`formats.${value}`) }))}
            value={format}
            onChange={(value) => setFormat((value ?? 'pdf') as Format)}
          />
          <Text size="xs" c="dimmed">
            {t('quality')}
          </Text>
          {progress ? (
            <Button variant="default" onClick={() => running.current?.abort()}>
              {t('cancel')}
            </Button>
          ) : (
            <Button onClick={() => void download()}>{t('download')}</Button>
          )}
          {progress && (
            <div role="status">
              <Progress
                value={(100 * progress.done) / progress.total}
                aria-label={t('progress', { ...progress })}
              />
              <Text size="xs" mt={4}>
                {t('progress', { ...progress })}
              </Text>
            </div>
          )}
          {outcome && (
            <Text size="sm" role={outcome === 'stopped' ? 'status' : 'alert'}>
              {t(outcome)}
            </Text>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
