'use client';

import { Skeleton, Stack } from '@mantine/core';
import { IconCircleX, IconHandStop, IconPackageOff, IconSpeakerphone } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { isPending, useLive } from '@/features/ledger/live-operations';
import { useRefusalText } from '@/features/ledger/use-refusal-text';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { FactList } from '@/ui/fact-list';
import { FailureNote, Note } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { Expiry } from './expiry';
import { LotActions } from './lot-actions';
import { LotVersions } from './lot-versions';
import { LotStatusMark } from './lot-status-mark';
import { LotQuery, type Lot } from './lots.documents';
import { ProductName } from './product-name';
import { RunTable } from './run-table';
import { SerialBrowser } from './serial-browser';
import { UnitCounts } from './unit-counts';
import classes from './lot-detail.module.css';

/** One lot: what it is, where its packs stand, its runs, serials and labels. `folder` is the workspace's. */
export function LotDetail({ id, folder }: { id: string; folder: string }) {
  const t = useTranslations('lots');
  const { can } = useSession();
  const [{ data, error }, execute] = useQuery({
    query: LotQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const lot = data?.lot;
  const refetch = () => execute({ requestPolicy: 'network-only' });
  useLive(refetch, lot ? hasPending(lot) : false);
  const back = { href: `${folder}/lots`, label: t('title') };

  if (error && !lot) {
    return (
      <Page title={t('one')} back={back}>
        <FailureNote failure={failureOf(error)} onRetry={refetch} />
      </Page>
    );
  }
  if (lot === null) {
    return (
      <Page title={t('one')} back={back}>
        <EmptyNote icon={IconPackageOff} title={t('gone')} />
      </Page>
    );
  }
  if (!lot) {
    return (
      <Page title={t('one')} back={back}>
        <Skeleton height={180} radius="lg" />
        <Skeleton height={260} radius="lg" />
      </Page>
    );
  }
  return (
    <Page
      title={t('named', { number: lot.number })}
      lead={<ProductName product={lot.product} />}
      back={back}
      actions={<LotActions lot={lot} folder={folder} onChanged={refetch} />}
    >
      <LotWarnings lot={lot} folder={folder} />
      <div className={classes.columns}>
        <Stack gap="lg">
          <Sheet title={t('packs')} actions={<LotStatusMark status={lot.status} />}>
            <UnitCounts counts={lot.counts} />
          </Sheet>
          <RunTable runs={lot.runs} stock={can('holding.read') ? `${folder}/stock` : undefined} />
          <LotVersions amendments={lot.amendments} />
        </Stack>
        <Sheet title={t('facts')}>
          <LotFacts lot={lot} />
        </Sheet>
      </div>
      <SerialBrowser lot={lot} />
    </Page>
  );
}

function hasPending(lot: Lot): boolean {
  return (
    lot.status === 'PENDING' ||
    lot.amendments.some(({ operation }) => operation !== null && isPending(operation.status)) ||
    lot.runs.some(
      (run) => run.status === 'IMPORTING' || (run.operation !== null && isPending(run.operation.status)),
    )
  );
}

function LotFacts({ lot }: { lot: Lot }) {
  const t = useTranslations('lots');
  const { number, moment } = useTime();
  return (
    <FactList
      facts={[
        { label: t('maker'), value: lot.maker.name },
        { label: 'GTIN', value: <CodeText>{lot.product.gtin}</CodeText> },
        { label: 'NDC', value: lot.product.ndc && <CodeText>{lot.product.ndc}</CodeText> },
        { label: t('expiry'), value: <Expiry date={lot.expiry} dayGiven={lot.expiryDayGiven} /> },
        { label: t('units'), value: number(lot.units) },
        { label: t('registered'), value: moment(lot.createdAt) },
      ]}
    />
  );
}

function LotWarnings({ lot, folder }: { lot: Lot; folder: string }) {
  const t = useTranslations('lots');
  const refusalText = useRefusalText();
  const [latest] = lot.amendments;
  const refused = latest?.operation?.status === 'REFUSED' ? latest.operation : undefined;
  return (
    <>
      {latest && refused && (
        <Note tone="stop" icon={IconCircleX}>
          {t.rich('amendRefused', {
            asked: () => <Expiry date={latest.expiryAfter} dayGiven={latest.dayGivenAfter} />,
            stands: () => <Expiry date={lot.expiry} dayGiven={lot.expiryDayGiven} />,
            why: refusalText(refused.reason ?? ''),
          })}
        </Note>
      )}
      {lot.status === 'HELD' && (
        <Note tone="warn" icon={IconHandStop}>
          {t('heldBecause', { reason: lot.heldReason ?? '–' })}
        </Note>
      )}
      {lot.recall && (
        <Note tone="stop" icon={IconSpeakerphone}>
          {t(lot.recall.ranges.length > 0 ? 'recallOfPart' : 'recallIssued', { class: lot.recall.class })}{' '}
          <Link href={`${folder}/recalls/${lot.recall.id}`}>{t('openRecall')}</Link>
        </Note>
      )}
    </>
  );
}
