'use client';

import { Button, NumberInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingWarehouse, IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Expiry } from '@/features/lots/expiry';
import { ProductName } from '@/features/lots/product-name';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { HoldingsQuery, type Holding } from './custody.documents';
import classes from './holding-picker.module.css';
import { countUnits, takeFirst, type UnitRange } from './unit-ranges';

const MOST_SHOWN = 3;

export interface Picked {
  readonly runId: string;
  readonly ranges: readonly UnitRange[];
}

export interface HoldingPickerProps {
  /** Only this lot, until something else is searched for. */
  lotId?: string | undefined;
  picked: ReadonlyMap<string, Picked>;
  onPick: (picked: ReadonlyMap<string, Picked>) => void;
}

/** How many packs of each run that can be handed on. What expires first comes first, and packs leave in packing order. */
export function HoldingPicker({ lotId, picked, onPick }: HoldingPickerProps) {
  const t = useTranslations('custody.pick');
  const { number } = useTime();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const [narrow, setNarrow] = useState(lotId !== undefined);
  const only = narrow && wanted === '';
  const pages = usePages(HoldingsQuery, (data) => data.holdings, {
    search: wanted === '' ? null : wanted,
    lotId: only ? (lotId ?? null) : null,
  });

  const positions = (ranges: readonly UnitRange[]) =>
    ranges.length > MOST_SHOWN
      ? t('ranges', { count: ranges.length })
      : ranges
          .map(({ from, to }) => (to === from + 1 ? number(to) : `${number(from + 1)}–${number(to)}`))
          .join(', ');
  const pick = (holding: Holding, count: number) => {
    const next = new Map(picked);
    const ranges = takeFirst(holding.free, count);
    if (ranges.length === 0) next.delete(holding.run.id);
    else next.set(holding.run.id, { runId: holding.run.id, ranges });
    onPick(next);
  };
  return (
    <Sheet flush title={t('title')} lead={t('lead')}>
      <Toolbar
        end={
          only && (
            <Button variant="subtle" size="compact-sm" onClick={() => setNarrow(false)}>
              {t('wholeStock')}
            </Button>
          )
        }
      >
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={320}
        />
      </Toolbar>
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ run }) => run.id}
        columns={[
          {
            key: 'product',
            header: t('product'),
            cell: ({ run }) => <ProductName product={run.lot.product} />,
          },
          { key: 'lot', header: t('lot'), cell: ({ run }) => <CodeText strong>{run.lot.number}</CodeText> },
          {
            key: 'expiry',
            header: t('expiry'),
            cell: ({ run }) => <Expiry date={run.lot.expiry} dayGiven={run.lot.expiryDayGiven} />,
          },
          {
            key: 'held',
            header: t('held'),
            align: 'end',
            cell: ({ active, free }) => {
              const loose = countUnits(free);
              return (
                <>
                  {number(loose)}
                  {active > loose && (
                    <div className={classes.packed}>
                      {t('packed', { count: active - loose, packs: number(active - loose) })}
                    </div>
                  )}
                </>
              );
            },
          },
          {
            key: 'take',
            header: t('take'),
            align: 'end',
            width: '17rem',
            cell: (holding) => {
              const most = countUnits(holding.free);
              const ranges = picked.get(holding.run.id)?.ranges ?? [];
              const taken = countUnits(ranges);
              return (
                <span className={classes.take}>
                  {taken > 0 && <span className={classes.positions}>{positions(ranges)}</span>}
                  <NumberInput
                    aria-label={t('takeOf', { lot: holding.run.lot.number })}
                    className={classes.number}
                    min={0}
                    max={most}
                    clampBehavior="strict"
                    allowDecimal={false}
                    hideControls
                    thousandSeparator=" "
                    value={taken === 0 ? '' : taken}
                    placeholder="0"
                    onChange={(value) => pick(holding, Number(value) || 0)}
                  />
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    disabled={taken === most}
                    onClick={() => pick(holding, most)}
                  >
                    {t('all')}
                  </Button>
                </span>
              );
            },
          },
        ]}
        empty={
          <EmptyNote
            icon={IconBuildingWarehouse}
            title={wanted === '' ? t('empty') : t('emptySearch', { search: wanted })}
          />
        }
      />
    </Sheet>
  );
}
