'use client';

import { Button, Checkbox, Group, NumberInput, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPackageOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import type { HeldPack } from './custody.documents';
import { HeldStateMark } from './held-state-mark';
import { addUnit, commonUnits, countUnits, hasUnit, removeUnit, united, type UnitRange } from './unit-ranges';

export const PACKS_A_PAGE = 20;

export interface HeldPackTableProps {
  /** All that is in stock. */
  stock: readonly UnitRange[];
  /** One page of it. */
  packs: readonly HeldPack[] | undefined;
  from: number;
  onPage: (from: number) => void;
  chosen: readonly UnitRange[];
  onChoose: (chosen: UnitRange[]) => void;
}

/** The packs of a run in stock, to choose from: one by one, by scanning, by position, or all. */
export function HeldPackTable({ stock, packs, from, onPage, chosen, onChoose }: HeldPackTableProps) {
  const t = useTranslations('custody.stockDetail');
  const { number } = useTime();
  const [first, setFirst] = useState<number | string>('');
  const [last, setLast] = useState<number | string>('');
  const total = countUnits(stock);
  const range = { from: Number(first) - 1, to: Number(last) };
  const inRange = first === '' || last === '' ? [] : commonUnits(stock, [range]);

  const toggle = (index: number) =>
    onChoose(hasUnit(chosen, index) ? removeUnit(chosen, index) : addUnit(chosen, index));
  return (
    <Sheet flush title={t('packs')} lead={t('packsLead')}>
      <Toolbar
        end={
          <>
            <Button variant="default" size="sm" onClick={() => onChoose([...stock])}>
              {t('chooseAll')}
            </Button>
            <Button variant="default" size="sm" disabled={chosen.length === 0} onClick={() => onChoose([])}>
              {t('chooseNone')}
            </Button>
          </>
        }
      >
        <NumberInput
          aria-label={t('from')}
          placeholder={t('from')}
          min={1}
          allowDecimal={false}
          hideControls
          w={150}
          value={first}
          onChange={setFirst}
        />
        <NumberInput
          aria-label={t('to')}
          placeholder={t('to')}
          min={1}
          allowDecimal={false}
          hideControls
          w={150}
          value={last}
          onChange={setLast}
        />
        <Button
          variant="default"
          disabled={inRange.length === 0}
          onClick={() => onChoose(united([...chosen, ...inRange]))}
        >
          {t('choose')}
        </Button>
      </Toolbar>
      <DataTable
        label={t('packs')}
        rows={packs}
        rowKey={({ index }) => String(index)}
        columns={[
          {
            key: 'serial',
            header: t('serial'),
            cell: ({ index, serial }) => (
              <Checkbox
                checked={hasUnit(chosen, index)}
                onChange={() => toggle(index)}
                label={<CodeText>{serial}</CodeText>}
              />
            ),
          },
          { key: 'index', header: t('position'), align: 'end', cell: ({ index }) => number(index + 1) },
          { key: 'state', header: t('state'), cell: ({ state }) => <HeldStateMark state={state} /> },
        ]}
        empty={<EmptyNote icon={IconPackageOff} title={t('nonePacks')} />}
      />
      {total > PACKS_A_PAGE && (
        <Group justify="flex-end" gap="xs" p="sm">
          <Text size="sm" c="dimmed">
            {t('range', {
              from: number(from + 1),
              to: number(Math.min(total, from + PACKS_A_PAGE)),
              total: number(total),
            })}
          </Text>
          <Button
            variant="default"
            size="compact-md"
            aria-label={t('previous')}
            disabled={from === 0}
            onClick={() => onPage(Math.max(0, from - PACKS_A_PAGE))}
          >
            <IconChevronLeft size={16} aria-hidden />
          </Button>
          <Button
            variant="default"
            size="compact-md"
            aria-label={t('next')}
            disabled={from + PACKS_A_PAGE >= total}
            onClick={() => onPage(from + PACKS_A_PAGE)}
          >
            <IconChevronRight size={16} aria-hidden />
          </Button>
        </Group>
      )}
    </Sheet>
  );
}
