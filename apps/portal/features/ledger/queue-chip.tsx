'use client';

import { IconChecks, IconClockHour4 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Chip } from '@/ui/frame/chip';
import { OpensLate } from '@/ui/frame/opens-late';
import { useLedgerStatus } from './use-ledger-status';

/** How many of our own changes the ledger has not confirmed yet; opens the latest of them. */
export function QueueChip() {
  const t = useTranslations('ledger');
  const { status } = useLedgerStatus();
  const waiting = status?.pendingOperations ?? 0;
  const missing = status?.missingKeys ?? [];
  return (
    <OpensLate
      kind="dialog"
      load={async () => (await import('./queue-panel')).QueuePanel}
      face={
        <Chip
          tone={missing.length > 0 ? 'warn' : waiting > 0 ? 'info' : 'ok'}
          icon={waiting > 0 ? IconClockHour4 : IconChecks}
          label={t('waiting', { count: waiting })}
        />
      }
    />
  );
}
