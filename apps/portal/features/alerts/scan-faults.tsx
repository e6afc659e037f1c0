'use client';

import { IconScanEye } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { ScanFaultsQuery } from './alerts.documents';
import classes from './scan-faults.module.css';

/** What scanners garbled, folded under the queue: nothing to investigate, but scanners to put right. */
export function ScanFaults() {
  const t = useTranslations('incidents.faults');
  const { ago, day, number } = useTime();
  const [{ data, error }, execute] = useQuery({
    query: ScanFaultsQuery,
    requestPolicy: 'cache-and-network',
  });
  if (error && !data)
    return (
      <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
    );
  const clusters = data?.scanFaults ?? [];
  if (clusters.length === 0) return null;
  const total = clusters.reduce((sum, { count }) => sum + count, 0);
  const places = new Set(clusters.map(({ site }) => site?.id)).size;
  return (
    <details className={classes.faults}>
      <summary className={classes.summary}>
        <IconScanEye size={16} stroke={1.8} aria-hidden /> {t('title', { count: total, places })}
      </summary>
      <p className={classes.lead}>{t('lead')}</p>
      <ul className={classes.list}>
        {clusters.map(({ site, fault, count, lastAt, days }) => (
          <li key={`${site?.id} ${fault}`} className={classes.cluster}>
            <strong>{t('cluster', { count, fault: t(`kinds.${fault}`) })}</strong>
            <span>
              {[site?.name, site?.city].filter(Boolean).join(', ')} · {t('last', { when: ago(lastAt) })}
            </span>
            <span className={classes.days}>
              {days.map((one) => `${day(one.day)}: ${number(one.count)}`).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
