'use client';

import { Skeleton } from '@mantine/core';
import { IconBuildingWarehouse, IconRouteOff, IconTruckOff } from '@tabler/icons-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { ShipmentMark } from '@/features/custody/shipment-marks';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FactList } from '@/ui/fact-list';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { GoodsLink } from './goods-link';
import { GoodsUnits } from './goods-units';
import { GoodsTraceQuery, type GoodsTrace } from './trace.documents';

/** From a carton, pallet or shipment: its own way, who has its packs now, and down to each of them. */
export function GoodsResult({ code }: { code: string }) {
  const t = useTranslations('trace.goods');
  const { session } = useSession();
  const [{ data, error, fetching }, execute] = useQuery({
    query: GoodsTraceQuery,
    variables: { code },
    requestPolicy: 'network-only',
  });
  const goods = data?.traceGoods;
  const retry = () => execute({ requestPolicy: 'network-only' });
  if (error) return <FailureNote failure={failureOf(error)} onRetry={retry} />;
  if (fetching) return <Skeleton height={240} radius="lg" />;
  if (!goods)
    return (
      <EmptyNote icon={IconRouteOff} title={t('unknown')}>
        {t(session.roles.includes('REGULATOR') ? 'unknownText' : 'unknownOwn')}
      </EmptyNote>
    );
  return (
    <>
      <Facts goods={goods} />
      <Shipments goods={goods} />
      <Holders goods={goods} />
      {goods.containers.length > 0 && <Inside goods={goods} />}
      <GoodsUnits code={code} />
    </>
  );
}

type Place = { readonly name: string; readonly city: string | null };

function placeOf({ name, city }: Place): string {
  return [name, city].filter(Boolean).join(', ');
}

function Facts({ goods: { container, shipment, packedAt, standsAt } }: { goods: GoodsTrace }) {
  const t = useTranslations('trace.goods');
  const kinds = useTranslations('custody.containers.kinds');
  const { number, moment } = useTime();
  return (
    <Sheet
      title={
        <>
          {container ? kinds(container.kind) : t('shipment')}{' '}
          <CodeText>{container?.sscc ?? shipment?.number ?? ''}</CodeText>
        </>
      }
    >
      <FactList
        columns={4}
        facts={[
          { label: t(container ? 'packs' : 'sentPacks'), value: number((container ?? shipment)?.units ?? 0) },
          { label: t('packedAt'), value: packedAt && moment(packedAt) },
          { label: t('standsAt'), value: standsAt && placeOf(standsAt) },
          {
            label: t('parent'),
            value: container?.parent && (
              <GoodsLink code={container.parent}>
                <CodeText>{container.parent}</CodeText>
              </GoodsLink>
            ),
          },
        ]}
      />
    </Sheet>
  );
}

function Shipments({ goods: { container, shipments } }: { goods: GoodsTrace }) {
  const t = useTranslations('trace.goods');
  const { moment } = useTime();
  const path = usePathname();
  return (
    <Sheet flush title={t('way')}>
      <DataTable
        label={t('way')}
        rows={shipments}
        rowKey={({ id }) => id}
        {...(container && {
          href: ({ number }: GoodsTrace['shipments'][number]) => `${path}?goods=${number}`,
        })}
        columns={[
          { key: 'number', header: t('shipment'), cell: ({ number }) => <CodeText>{number}</CodeText> },
          { key: 'from', header: t('from'), cell: ({ from }) => placeOf(from) },
          { key: 'to', header: t('to'), cell: ({ to }) => placeOf(to) },
          { key: 'left', header: t('left'), cell: ({ shippedAt }) => moment(shippedAt) },
          { key: 'arrived', header: t('settled'), cell: ({ settledAt }) => settledAt && moment(settledAt) },
          { key: 'status', header: t('state'), cell: ({ status }) => <ShipmentMark status={status} /> },
        ]}
        empty={<EmptyNote icon={IconTruckOff} title={t('neverSent')} />}
      />
    </Sheet>
  );
}

function Holders({ goods: { holders } }: { goods: GoodsTrace }) {
  const t = useTranslations('trace.goods');
  const { number } = useTime();
  return (
    <Sheet flush title={t('holders')} lead={t('holdersText')}>
      <DataTable
        label={t('holders')}
        rows={holders}
        rowKey={({ site, to }) => `${site?.id} ${to?.id}`}
        columns={[
          { key: 'site', header: t('site'), cell: ({ site }) => (site ? placeOf(site) : t('elsewhere')) },
          { key: 'to', header: t('onTheWayTo'), cell: ({ to }) => to && placeOf(to) },
          { key: 'units', header: t('packs'), align: 'end', cell: ({ units }) => number(units) },
        ]}
        empty={<EmptyNote icon={IconBuildingWarehouse} title={t('nobody')} />}
      />
    </Sheet>
  );
}

function Inside({ goods: { containers } }: { goods: GoodsTrace }) {
  const t = useTranslations('trace.goods');
  const kinds = useTranslations('custody.containers.kinds');
  const { number } = useTime();
  const path = usePathname();
  return (
    <Sheet flush title={t('inside')}>
      <DataTable
        label={t('inside')}
        rows={containers}
        rowKey={({ sscc }) => sscc}
        href={({ sscc }) => `${path}?goods=${sscc}`}
        columns={[
          { key: 'sscc', header: 'SSCC', cell: ({ sscc }) => <CodeText>{sscc}</CodeText> },
          { key: 'kind', header: t('kind'), cell: ({ kind }) => kinds(kind) },
          { key: 'units', header: t('packs'), align: 'end', cell: ({ units }) => number(units) },
        ]}
        empty={null}
      />
    </Sheet>
  );
}
