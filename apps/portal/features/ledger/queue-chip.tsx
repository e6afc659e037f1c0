'use client';

import { Popover } from '@mantine/core';
import { IconChecks, IconClockHour4, IconKeyOff } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Chip } from '@/ui/frame/chip';
import { Note } from '@/ui/notes';
import { useLedgerStatus } from './use-ledger-status';

const LatestOperations = dynamic(() =>
  import('./latest-operations').then((module) => module.LatestOperations),
);

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
