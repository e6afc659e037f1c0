'use client';

import { Popover } from '@mantine/core';
import { IconKeyOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { OpenProps } from '@/ui/frame/opens-late';
import { Note } from '@/ui/notes';
import { LatestOperations } from './latest-operations';
import { useLedgerStatus } from './use-ledger-status';

/** The latest of our own changes, below their chip. */
export function QueuePanel({ face }: OpenProps) {
  const t = useTranslations('ledger');
  const { status } = useLedgerStatus();
  const missing = status?.missingKeys ?? [];
  return (
    <Popover defaultOpened position="bottom-end" width={360} shadow="md" withArrow>
      <Popover.Target>{face}</Popover.Target>
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
