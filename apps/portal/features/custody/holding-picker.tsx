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
import { EmptyNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { Toolbar } from '@/ui/toolbar';
import { HoldingsQuery, type Holding } from './custody.documents';
import classes from './holding-picker.module.css';
import { countUnits, takeFirst, type UnitRange } from './unit-ranges';

export interface Picked {
  readonly runId: string;
  readonly ranges: readonly UnitRange[];
}

export interface HoldingPickerProps {
  lotId?: string | undefined;
  picked: ReadonlyMap<string, Picked>;
  onPick: (picked: ReadonlyMap<string, Picked>) => void;
}

/** How many packs of each run that the site holds. Packs leave in packing order. */
export function HoldingPicker({ lotId, picked, onPick }: HoldingPickerProps) {
  const t = useTranslations('custody.pick');
  const { number } = useTime();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const pages = usePages(
    HoldingsQuery,
    (data) => data.holdings,
    { search: wanted === '' ? null : wanted },
    50,
  );
  const ofLot = pages.rows?.filter(({ run }) => run.lot.id === lotId);
  const rows = ofLot?.length ? ofLot : pages.rows;

  const pick = (holding: Holding, count: number) => {
    const next = new Map(picked);
    const ranges = takeFirst(holding.ranges, count);
    if (ranges.length === 0) next.delete(holding.run.id);
    else next.set(holding.run.id, { runId: holding.run.id, ranges });
    onPick(next);
  };
  return (
    <Sheet flush title={t('title')} lead={t('lead')}>
      <Toolbar>
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
        pages={{ ...pages, rows }}
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
          { key: 'held', header: t('held'), align: 'end', cell: ({ ranges }) => number(countUnits(ranges)) },
          {
            key: 'take',
            header: t('take'),
            align: 'end',
            width: '13rem',
            cell: (holding) => {
              const most = countUnits(holding.ranges);
              const taken = countUnits(picked.get(holding.run.id)?.ranges ?? []);
              return (
                <span className={classes.take}>
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
        empty={<EmptyNote icon={IconBuildingWarehouse} title={t('empty')} />}
      />
    </Sheet>
  );
}
