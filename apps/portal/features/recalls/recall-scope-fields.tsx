'use client';

import { ActionIcon, Button, NumberInput, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import type { RecallableRun, WantedRange, WantedScope } from './recall-scope';
import classes from './recall-scope-fields.module.css';

export interface RecallScopeFieldsProps {
  runs: readonly RecallableRun[];
  scope: WantedScope;
  onChange: (scope: WantedScope) => void;
}

/** The whole lot, or some of its packs: positions in any of its runs, or serial numbers. */
export function RecallScopeFields({ runs, scope, onChange }: RecallScopeFieldsProps) {
  const t = useTranslations('recalls.propose');
  const change = (part: Partial<WantedScope>) => onChange({ ...scope, ...part });
  const changeRange = (key: string, part: Partial<WantedRange>) =>
    change({ ranges: scope.ranges.map((range) => (range.key === key ? { ...range, ...part } : range)) });
  return (
    <>
      <SegmentedControl
        aria-label={t('scope')}
        data={[
          { value: 'lot', label: t('wholeLot') },
          { value: 'parts', label: t('parts') },
        ]}
        value={scope.kind}
        onChange={(kind) =>
          change({
            kind: kind as WantedScope['kind'],
            ranges: scope.ranges.length > 0 ? scope.ranges : [newRange(runs)],
          })
        }
      />
      {scope.kind === 'parts' && (
        <Stack gap="xs">
          {scope.ranges.map((range, at) => (
            <RangeRow
              key={range.key}
              range={range}
              ordinal={at + 1}
              runs={runs}
              onChange={(part) => changeRange(range.key, part)}
              onRemove={() => change({ ranges: scope.ranges.filter(({ key }) => key !== range.key) })}
            />
          ))}
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.add}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change({ ranges: [...scope.ranges, newRange(runs)] })}
          >
            {t('addRange')}
          </Button>
          <Textarea
            label={t('serials')}
            description={t('serialsText')}
            autosize
            minRows={2}
            maxRows={8}
            spellCheck={false}
            value={scope.serials}
            onChange={(event) => change({ serials: event.currentTarget.value })}
          />
        </Stack>
      )}
    </>
  );
}

function RangeRow({
  range,
  ordinal,
  runs,
  onChange,
  onRemove,
}: {
  range: WantedRange;
  ordinal: number;
  runs: readonly RecallableRun[];
  onChange: (part: Partial<WantedRange>) => void;
  onRemove: () => void;
}) {
  const t = useTranslations('recalls.propose');
  const { number, moment } = useTime();
  const units = runs.find(({ id }) => id === range.runId)?.units ?? 0;
  const wrong = range.first !== '' && range.last !== '' && Number(range.first) > Number(range.last);
  const bounds = { min: 1, max: units, allowDecimal: false, hideControls: true } as const;
  return (
    <div className={classes.range} role="group" aria-label={t('rangeNumber', { ordinal })}>
      {runs.length > 1 && (
        <Select
          label={t('run')}
          className={classes.run}
          allowDeselect={false}
          data={runs.map((run) => ({
            value: run.id,
            label: t('runOf', { units: number(run.units), moment: moment(run.createdAt) }),
          }))}
          value={range.runId}
          onChange={(runId) => runId && onChange({ runId })}
        />
      )}
      <NumberInput
        label={t('from')}
        {...bounds}
        value={range.first}
        onChange={(first) => onChange({ first })}
      />
      <NumberInput
        label={t('to')}
        description={t('of', { units: number(units) })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...bounds}
        error={wrong ? t('wrongRange') : null}
        value={range.last}
        onChange={(last) => onChange({ last })}
      />
      <ActionIcon
        variant="subtle"
        size="lg"
        className={classes.remove}
        aria-label={t('removeRange', { ordinal })}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function newRange(runs: readonly RecallableRun[]): WantedRange {
  return { key: crypto.randomUUID(), runId: runs[0]?.id ?? '', first: '', last: '' };
}
