'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useLive } from '@/features/ledger/live-operations';
import { useLedgerStatus } from '@/features/ledger/use-ledger-status';
import { TallyQuery } from './dispensing.documents';
import classes from './today-tally.module.css';

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((n) => String(n).padStart(2, '0'))
    .join('-');
}

/** The day in three numbers. */
export function TodayTally({ answers }: { answers: number }) {
  const t = useTranslations('scan.tally');
  const { status } = useLedgerStatus();
  const [{ data }, execute] = useQuery({
    query: TallyQuery,
    variables: { date: today() },
    requestPolicy: 'cache-and-network',
  });
  const refetch = () => execute({ requestPolicy: 'network-only' });
  useLive(refetch, false);
  useEffect(() => {
    if (answers > 0) execute({ requestPolicy: 'network-only' });
  }, [answers, execute]);
  const issues = data?.alerts.totalCount ?? 0;
  return (
    <dl className={classes.tally}>
      <div>
        <dt>{t('dispensed')}</dt>
        <dd>{data?.dispensings.totalCount ?? '–'}</dd>
      </div>
      <div>
        <dt>{t('waiting')}</dt>
        <dd>{status?.pendingOperations ?? '–'}</dd>
      </div>
      <div data-tone={issues > 0 ? 'warn' : undefined}>
        <dt>
          <Link href="/pharmacy/issues">{t('issues')}</Link>
        </dt>
        <dd>{data ? issues : '–'}</dd>
      </div>
    </dl>
  );
}
