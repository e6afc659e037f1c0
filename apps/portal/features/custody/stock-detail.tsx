'use client';

import { Group, Skeleton, Text } from '@mantine/core';
import { IconInfoCircle, IconPackageOff } from '@tabler/icons-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { FollowedOperation } from '@/features/ledger/followed-operation';
import type { LedgerOperation } from '@/features/ledger/ledger.documents';
import { useLive } from '@/features/ledger/live-operations';
import { Expiry } from '@/features/lots/expiry';
import { ProductName } from '@/features/lots/product-name';
import { useScans } from '@/features/scanning/scanner-provider';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FactList } from '@/ui/fact-list';
import { FailureNote, Note } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { HoldingQuery, type Holding } from './custody.documents';
import { HeldPackTable, PACKS_A_PAGE } from './held-pack-table';
import { PackOrderDialog } from './pack-order-dialog';
import type { PackOrder } from './pack-orders';
import { StockActions } from './stock-actions';
import { HoldingMark, readyOf } from './stock-table';
import { addUnit, commonUnits, countUnits, rangesFrom, rangesText, type UnitRange } from './unit-ranges';
import { useStockScan, type StockPack } from './use-stock-scan';

type GivenOrder = Exclude<PackOrder, 'RETURN'>;

interface Done {
  readonly order: GivenOrder;
  readonly units: number;
  readonly operation: LedgerOperation;
}

/** The packs of one run in stock, and what can be done with them. `?chosen=` begins with some of them. */
export function StockDetail({ runId, folder }: { runId: string; folder: string }) {
  const t = useTranslations('custody.stockDetail');
  const orders = useTranslations('custody.orders');
  const router = useRouter();
  const wanted = useSearchParams().get('chosen') ?? '';
  const [from, setFrom] = useState(0);
  const [asked, setAsked] = useState<readonly UnitRange[]>(() => rangesFrom(wanted));
  const [order, setOrder] = useState<GivenOrder>();
  const [done, setDone] = useState<readonly Done[]>([]);
  const [{ data, error }, execute] = useQuery({
    query: HoldingQuery,
    variables: { runId, from, first: PACKS_A_PAGE },
    requestPolicy: 'cache-and-network',
  });
  const holding = data?.holding;
  const refetch = () => execute({ requestPolicy: 'network-only' });
  useLive(refetch, holding?.aside.some(({ state }) => state === 'BUSY') ?? false);

  const take = useCallback(
    ({ run, index }: StockPack) => {
      if (run.id === runId) setAsked((before) => addUnit(before, index));
      else router.push(`${folder}/stock/${run.id}?chosen=${rangesText([{ from: index, to: index + 1 }])}`);
    },
    [runId, folder, router],
  );
  const { find, failure } = useStockScan(take);
  useScans({ takes: ['pack'], onScan: ({ text }) => void find(text) });

  const back = { href: `${folder}/stock`, label: t('back') };
  if (!holding) {
    return (
      <Page title={t('title')} back={back}>
        {error ? (
          <FailureNote failure={failureOf(error)} onRetry={refetch} />
        ) : holding === null ? (
          <EmptyNote icon={IconPackageOff} title={t('gone')}>
            {t('goneText')}
          </EmptyNote>
        ) : (
          <Skeleton height={320} radius="lg" />
        )}
      </Page>
    );
  }
  const chosen = commonUnits(asked, holding.ranges);
  const give = (wish: PackOrder) => {
    if (wish !== 'RETURN') setOrder(wish);
    else
      router.push(
        `${folder}/shipments/new?kind=return&lot=${holding.run.lot.id}&run=${runId}&chosen=${rangesText(chosen)}`,
      );
  };
  return (
    <Page
      title={t('named', { number: holding.run.lot.number })}
      lead={<ProductName product={holding.run.lot.product} />}
      back={back}
    >
      <StockFacts holding={holding} />
      {failure && <FailureNote failure={failure} />}
      {done.length > 0 && (
        <Sheet title={t('done')}>
          <div role="status">
            {done.map(({ order: given, units, operation }) => (
              <Group key={operation.id} gap="sm">
                <Text>{orders(`${given}.done`, { count: units })}</Text>
                <FollowedOperation operation={operation} />
              </Group>
            ))}
          </div>
        </Sheet>
      )}
      <HeldPackTable
        stock={holding.ranges}
        packs={holding.packs}
        from={from}
        onPage={setFrom}
        chosen={chosen}
        onChoose={setAsked}
      />
      <StockActions holding={holding} chosen={chosen} onOrder={give} />
      {order && (
        <PackOrderDialog
          order={order}
          runId={runId}
          ranges={chosen}
          onClose={() => setOrder(undefined)}
          onDone={(range, operation) => {
            setDone((before) => [{ order, units: countUnits([range]), operation }, ...before]);
            setAsked((before) =>
              commonUnits(before, [
                { from: 0, to: range.from },
                { from: range.to, to: Number.MAX_SAFE_INTEGER },
              ]),
            );
            refetch();
          }}
        />
      )}
    </Page>
  );
}

function StockFacts({ holding }: { holding: Holding }) {
  const t = useTranslations('custody.stockDetail');
  const stock = useTranslations('custody.stock');
  const { number } = useTime();
  const { lot } = holding.run;
  const { status } = lot;
  const stopped =
    holding.recalled > 0 ? 'RECALLED' : status === 'ACTIVE' || status === 'PENDING' ? undefined : status;
  return (
    <>
      {stopped && (
        <Note tone="stop" icon={IconInfoCircle}>
          {t(`stopped.${stopped}`)}
        </Note>
      )}
      <Sheet>
        <FactList
          columns={4}
          facts={[
            { label: stock('held'), value: number(holding.units) },
            { label: stock('active'), value: number(readyOf(holding)) },
            { label: stock('expiry'), value: <Expiry date={lot.expiry} dayGiven={lot.expiryDayGiven} /> },
            { label: stock('state'), value: <HoldingMark holding={holding} /> },
          ]}
        />
      </Sheet>
    </>
  );
}
