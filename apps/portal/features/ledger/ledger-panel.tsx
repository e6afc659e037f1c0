'use client';

import { Popover } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useStore } from '@/lib/store';
import { FactList } from '@/ui/fact-list';
import type { OpenProps } from '@/ui/frame/opens-late';
import { streamConnected } from './stream-state';
import { useLedgerState } from './use-ledger-state';

/** What the state of the ledger means, below its chip. */
export function LedgerPanel({ face }: OpenProps) {
  const t = useTranslations('ledger');
  const live = useStore(streamConnected);
  const { state, status } = useLedgerState();
  return (
    <Popover defaultOpened position="bottom-end" width={300} shadow="md" withArrow>
      <Popover.Target>{face}</Popover.Target>
      <Popover.Dropdown>
        <p style={{ margin: '0 0 0.75rem' }}>{t(`chipText.${state}`)}</p>
        {status && (
          <FactList
            columns={2}
            facts={[
              { label: t('head'), value: status.headBlock },
              { label: t('indexed'), value: status.indexedBlock },
              { label: t('chain'), value: status.chainId },
              { label: t('updates'), value: live ? t('updatesLive') : t('updatesPolled') },
            ]}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
