'use client';

import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  IconScan,
  type Icon,
} from '@tabler/icons-react';
import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { Sheet } from '@/ui/sheet';
import classes from './recent-scans.module.css';
import { RecentScansQuery, type Light, type ScanRecord } from './verification.documents';

const ICONS: Record<Light, Icon> = {
  GREEN: IconCircleCheck,
  AMBER: IconAlertTriangle,
  RED: IconCircleX,
  GREY: IconHelpCircle,
};

/** The last twenty scans of the site; who has no mouse scrolls them by keys. */
export function RecentScans({ answers }: { answers: number }) {
  const t = useTranslations('scan');
  const [{ data }, execute] = useQuery({
    query: RecentScansQuery,
    variables: { first: 20 },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (answers > 0) execute({ requestPolicy: 'network-only' });
  }, [answers, execute]);
  const scans = data?.recentScans;
  return (
    <Sheet flush title={t('recent')}>
      {scans?.length === 0 ? (
        <EmptyNote icon={IconScan} title={t('noRecent')} />
      ) : (
        <ol className={classes.list} aria-label={t('recent')} aria-busy={scans === undefined} tabIndex={0}>
          {scans?.map((scan) => <Row key={scan.id} scan={scan} />) ??
            [0, 1, 2].map((n) => (
              <li key={n} className={classes.row}>
                <Skeleton height={12} radius="sm" my={8} width={`${80 - n * 14}%`} />
              </li>
            ))}
        </ol>
      )}
    </Sheet>
  );
}

function Row({ scan }: { scan: ScanRecord }) {
  const t = useTranslations('verdict');
  const { clock } = useTime();
  const Symbol = ICONS[scan.light];
  const key = `short.${scan.verdict}` as 'short.PackOk';
  return (
    <li className={classes.row} data-light={scan.light}>
      <Symbol size={18} stroke={1.9} aria-hidden />
      <div className={classes.words}>
        <p className={classes.product}>{scan.productName ?? scan.gtin ?? '–'}</p>
        <p className={classes.verdict}>
          {t.has(key) ? t(key) : scan.verdict}
          {scan.serial && <span className={classes.serial}> …{scan.serial.slice(-4)}</span>}
        </p>
        {scan.answer && (
          <p className={classes.answer}>
            {t(`answers.${scan.answer.answer}`)}
            {scan.answer.note && `: ${scan.answer.note}`}
          </p>
        )}
      </div>
      <time className={classes.time} dateTime={scan.at}>
        {clock(scan.at)}
      </time>
    </li>
  );
}
