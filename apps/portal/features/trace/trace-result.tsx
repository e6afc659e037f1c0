'use client';

import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { Button, Group, SegmentedControl, Skeleton } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useLocale, useTranslations } from 'next-intl';
import { Fragment, useState } from 'react';
import { ProductName } from '@/features/lots/product-name';
import { useSession } from '@/features/parties/session-provider';
import { saveFile } from '@/lib/save-file';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { FactList } from '@/ui/fact-list';
import { Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { GoodsLink } from './goods-link';
import { iconOf } from './hop-icon';
import type { Trace, TraceHop } from './trace.documents';
import { svgOf } from './trace-export';
import { layoutOf } from './trace-layout';
import classes from './trace-result.module.css';
import { useBoxWords, useHopText, type BoxWords } from './use-trace-words';

/** It comes with a library of its own, which the list does not need. */
const TraceGraphView = dynamic(() => import('./trace-graph').then((file) => file.TraceGraphView), {
  ssr: false,
  loading: () => <Skeleton height={320} radius="md" />,
});

type View = 'list' | 'graph';

function saveSvg(trace: Trace, words: BoxWords): void {
  const drawn = svgOf(layoutOf(trace, 'ALL'), `${trace.product.gtin} ${trace.serial}`, words);
  saveFile(`${trace.serial}.svg`, new Blob([drawn], { type: 'image/svg+xml' }));
}

/** Where the API gives this trace in another form. */
function fileOf(trace: Trace, file: 'trace.pdf' | 'epcis.json', lang: string): string {
  const { product, serial, lotNumber } = trace;
  return `/files/trace/${file}?${new URLSearchParams({ gtin: product.gtin, serial, lot: lotNumber, lang })}`;
}

/** A pack's way as a list in the order of time: it can be read aloud, printed and walked with the keyboard. */
export function TraceResult({ trace }: { trace: Trace }) {
  const t = useTranslations('trace');
  const locale = useLocale();
  const words = useBoxWords();
  const [view, setView] = useState<View>('list');
  return (
    <>
      <Sheet>
        <ProductName product={trace.product} large />
        <div className={classes.facts}>
          <FactList
            columns={4}
            facts={[
              { label: 'GTIN', value: <CodeText>{trace.product.gtin}</CodeText> },
              { label: t('lot'), value: <CodeText>{trace.lotNumber}</CodeText> },
              { label: t('serial'), value: <CodeText>{trace.serial}</CodeText> },
              { label: t('status'), value: t(`statuses.${trace.status}`) },
              {
                label: t('liesIn'),
                value:
                  trace.containers.length > 0 ? (
                    <Containers ssccs={trace.containers.map(({ sscc }) => sscc)} />
                  ) : null,
              },
            ]}
          />
        </div>
      </Sheet>
      <Upstream complete={trace.complete} />
      <Sheet
        title={t('way')}
        actions={
          <Group gap="xs" data-screen-only>
            <SegmentedControl
              aria-label={t('way')}
              data={[
                { value: 'list', label: t('list') },
                { value: 'graph', label: t('graph') },
              ]}
              value={view}
              onChange={(value) => setView(value as View)}
            />
            <Button variant="default" size="compact-md" onClick={() => saveSvg(trace, words)}>
              {t('exportSvg')}
            </Button>
            <Button
              component="a"
              variant="default"
              size="compact-md"
              href={fileOf(trace, 'trace.pdf', locale)}
              download
            >
              {t('exportPdf')}
            </Button>
            <Button
              component="a"
              variant="default"
              size="compact-md"
              href={fileOf(trace, 'epcis.json', locale)}
              download
            >
              {t('exportJson')}
            </Button>
          </Group>
        }
      >
        {view === 'graph' && <TraceGraphView trace={trace} />}
        <ol hidden={view === 'graph'} className={classes.hops}>
          {trace.hops.map((hop, index) => (
            <Hop key={`${hop.at} ${hop.kind} ${index}`} hop={hop} />
          ))}
        </ol>
      </Sheet>
    </>
  );
}

/** Whether custody is known from the maker on: all that others than the regulator are told of what they do not see. */
function Upstream({ complete }: { complete: boolean }) {
  const t = useTranslations('trace.upstream');
  const { session } = useSession();
  const seesAll = session.roles.includes('REGULATOR');
  if (complete)
    return (
      !seesAll && (
        <Note tone="ok" icon={IconCircleCheck}>
          {t('confirmed')}
        </Note>
      )
    );
  return (
    <Note tone="warn" icon={IconAlertTriangle}>
      {t(seesAll ? 'gaps' : 'unconfirmed')}
    </Note>
  );
}

/** From the carton outwards, each leading to what is in it. */
function Containers({ ssccs }: { ssccs: readonly string[] }) {
  const t = useTranslations('trace');
  return ssccs.map((sscc, index) => (
    <Fragment key={sscc}>
      {index > 0 && ` ${t('on')} `}
      <GoodsLink code={sscc}>
        <CodeText>{sscc}</CodeText>
      </GoodsLink>
    </Fragment>
  ));
}

function Hop({ hop }: { hop: TraceHop }) {
  const t = useTranslations('trace');
  const answers = useTranslations('verdict.answers');
  const hopText = useHopText();
  const { moment } = useTime();
  const Symbol = iconOf(hop.kind);
  return (
    <li className={classes.hop} data-gap={hop.gap || undefined} tabIndex={0}>
      <span className={classes.mark}>
        <Symbol size={17} stroke={1.8} aria-hidden />
      </span>
      <div>
        {hop.gap && (
          <p className={classes.gap}>
            <IconAlertTriangle size={15} stroke={1.9} aria-hidden />{' '}
            {t(hop.kind === 'SCANNED' ? 'impossible' : 'gap')}
          </p>
        )}
        <p className={classes.text}>{hopText(hop)}</p>
        {hop.answer && (
          <p>
            {answers(hop.answer)}
            {hop.note && `: ${hop.note}`}
          </p>
        )}
        <p className={classes.where}>
          {hop.site && [hop.site.name, hop.site.city].filter(Boolean).join(', ')}
          {hop.to && ` → ${[hop.to.name, hop.to.city].filter(Boolean).join(', ')}`}
        </p>
        {hop.containers.length > 0 && (
          <p className={classes.where}>
            {t('inContainer')} <Containers ssccs={hop.containers} />
          </p>
        )}
        {hop.shipment && (
          <p className={classes.where}>
            <GoodsLink code={hop.shipment}>{t('openShipment')}</GoodsLink>
          </p>
        )}
        {hop.kind !== 'SCANNED' && <Proof hop={hop} />}
      </div>
      <time className={classes.time} dateTime={hop.at}>
        {moment(hop.at)}
      </time>
    </li>
  );
}

/** A step's place on the ledger; reads of a code are kept by the node alone. */
function Proof({ hop: { confirmed, blockNumber } }: { hop: TraceHop }) {
  const t = useTranslations('trace');
  return (
    <p className={classes.proof} data-confirmed={confirmed || undefined}>
      {confirmed ? (
        <>
          <IconCircleCheck size={14} stroke={1.9} aria-hidden />
          {blockNumber === null ? t('confirmed') : t('inBlock', { block: blockNumber })}
        </>
      ) : (
        <>
          <IconClockHour4 size={14} stroke={1.9} aria-hidden />
          {t('pending')}
        </>
      )}
    </p>
  );
}
