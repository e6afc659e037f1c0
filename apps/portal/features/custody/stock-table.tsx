'use client';

import { Button, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingWarehouse, IconSearch, IconSpeakerphone } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useLive } from '@/features/ledger/live-operations';
import { Expiry } from '@/features/lots/expiry';
import { LotStatusMark } from '@/features/lots/lot-status-mark';
import { ProductName } from '@/features/lots/product-name';
import { useScans } from '@/features/scanning/scanner-provider';
import { dayIn } from '@/lib/day';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { StateMark } from '@/ui/state-mark';
import { Toolbar } from '@/ui/toolbar';
import { HoldingsQuery, type Holding } from './custody.documents';
import { rangesText } from './unit-ranges';
import { useStockScan } from './use-stock-scan';

const SOON_DAYS = 90;

/** The stock by run, what expires first on top. Scanning a pack opens its run with the pack chosen. */
export function StockTable({ base }: { base: string }) {
  const t = useTranslations('custody.stock');
  const router = useRouter();
  const { number } = useTime();
  const [search, setSearch] = useState('');
  const [only, setOnly] = useState<'all' | 'expiring'>('all');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const pages = usePages(HoldingsQuery, (data) => data.holdings, {
    search: wanted === '' ? null : wanted,
    expiresUntil: only === 'expiring' ? dayIn(SOON_DAYS) : null,
  });
  useLive(
    pages.refetch,
    pages.rows?.some(({ aside }) => aside.some(({ state }) => state === 'BUSY')) ?? false,
  );
  const { find, failure } = useStockScan(({ run, index }) =>
    router.push(`${base}/${run.id}?chosen=${rangesText([{ from: index, to: index + 1 }])}`),
  );
  useScans({ takes: ['pack'], onScan: ({ text }) => void find(text) });

  return (
    <Stack gap="md">
      {failure && (
        <>
          <FailureNote failure={failure} />
          {failure.code === 'NOT_HOLDER' && (
            <Button component={Link} href={`${base}/claim`} variant="default" style={{ alignSelf: 'start' }}>
              {t('claim')}
            </Button>
          )}
        </>
      )}
      <Sheet flush>
        <Toolbar>
          <TextInput
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            w={320}
          />
          <SegmentedControl
            aria-label={t('show')}
            data={[
              { value: 'all', label: t('all') },
              { value: 'expiring', label: t('expiring', { days: SOON_DAYS }) },
            ]}
            value={only}
            onChange={(value) => setOnly(value as typeof only)}
          />
        </Toolbar>
        <PagedTable
          label={t('title')}
          pages={pages}
          rowKey={({ run }) => run.id}
          href={({ run }) => `${base}/${run.id}`}
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
            { key: 'units', header: t('held'), align: 'end', cell: ({ units }) => number(units) },
            { key: 'active', header: t('active'), align: 'end', cell: (holding) => number(readyOf(holding)) },
            {
              key: 'aside',
              header: t('aside'),
              align: 'end',
              cell: (holding) =>
                readyOf(holding) === holding.units ? '–' : number(holding.units - readyOf(holding)),
            },
            { key: 'status', header: t('state'), cell: (holding) => <HoldingMark holding={holding} /> },
          ]}
          empty={
            <EmptyNote
              icon={IconBuildingWarehouse}
              title={
                wanted !== ''
                  ? t('emptySearch', { search: wanted })
                  : only === 'expiring'
                    ? t('nothingExpires', { days: SOON_DAYS })
                    : t('empty')
              }
            >
              {wanted === '' && only === 'all' && t('emptyText')}
            </EmptyNote>
          }
        />
      </Sheet>
    </Stack>
  );
}

/** Packs that can be dispensed or handed on; none of a lot that is stopped. */
export function readyOf({ active, recalled, run }: Pick<Holding, 'active' | 'recalled' | 'run'>): number {
  const { status } = run.lot;
  return status === 'ACTIVE' || status === 'PENDING' ? Math.max(0, active - recalled) : 0;
}

/** How the lot stands; a recall of some of its packs does not show in the lot's own state. */
export function HoldingMark({ holding }: { holding: Pick<Holding, 'recalled' | 'run'> }) {
  const t = useTranslations('custody.stock');
  const { status } = holding.run.lot;
  if (holding.recalled === 0 || status === 'RECALLED') return <LotStatusMark status={status} />;
  return (
    <StateMark tone="stop" icon={IconSpeakerphone}>
      {t('recalled', { count: holding.recalled })}
    </StateMark>
  );
}
