'use client';

import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useTime } from '@/lib/use-time';
import { OperationsQuery } from './ledger.documents';
import { useLive } from './live-operations';
import { OperationMark } from './operation-mark';
import classes from './queue-chip.module.css';
import { useOperationName } from './use-operation-name';

/** The latest changes and whether the ledger holds them. */
export function LatestOperations() {
  const t = useTranslations('ledger');
  const nameOf = useOperationName();
  const { clock } = useTime();
  const [{ data, fetching }, execute] = useQuery({
    query: OperationsQuery,
    variables: { first: 8 },
    requestPolicy: 'cache-and-network',
  });
  useLive(() => execute({ requestPolicy: 'network-only' }), true);
  const operations = data?.operations.nodes ?? [];
  return (
    <div className={classes.list}>
      <p className={classes.title}>{t('latest')}</p>
      {operations.length === 0 && !fetching && <p className={classes.none}>{t('noOperations')}</p>}
      {operations.map((operation) => (
        <div key={operation.id} className={classes.row}>
          <span>
            {nameOf(operation.kind)}
            <span className={classes.time}>{clock(operation.createdAt)}</span>
          </span>
          <OperationMark operation={operation} />
        </div>
      ))}
    </div>
  );
}
