'use client';

import { Popover } from '@mantine/core';
import { IconChecks, IconClockHour4, IconKeyOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useTime } from '@/lib/use-time';
import { Chip } from '@/ui/frame/chip';
import { Note } from '@/ui/notes';
import { OperationsQuery } from './ledger.documents';
import { useLive } from './live-operations';
import { OperationMark } from './operation-mark';
import classes from './queue-chip.module.css';
import { useLedgerStatus } from './use-ledger-status';
import { useOperationName } from './use-operation-name';

/** How many of our own changes the ledger has not confirmed yet; opens the latest of them. */
export function QueueChip() {
  const t = useTranslations('ledger');
  const { status } = useLedgerStatus();
  const waiting = status?.pendingOperations ?? 0;
  const missing = status?.missingKeys ?? [];
  return (
    <Popover position="bottom-end" width={360} shadow="md" withArrow>
      <Popover.Target>
        <Chip
          tone={missing.length > 0 ? 'warn' : waiting > 0 ? 'info' : 'ok'}
          icon={waiting > 0 ? IconClockHour4 : IconChecks}
          label={t('waiting', { count: waiting })}
        />
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {missing.length > 0 && (
          <Note tone="warn" icon={IconKeyOff}>
            {t('missingKeys', { keys: missing.join(', ') })}
          </Note>
        )}
        <LatestOperations />
      </Popover.Dropdown>
    </Popover>
  );
}

function LatestOperations() {
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
