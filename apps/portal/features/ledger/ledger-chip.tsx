'use client';

import { Popover } from '@mantine/core';
import { IconCube, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useStore } from '@/lib/store';
import { Chip } from '@/ui/frame/chip';
import { FactList } from '@/ui/fact-list';
import type { Tone } from '@/ui/state-mark';
import { streamConnected } from './stream-state';
import { useLedgerStatus } from './use-ledger-status';

const LAG_SECONDS = 30;

/** Whether the service and the ledger answer, and how current the screens are. */
export function LedgerChip() {
  const t = useTranslations('ledger');
  const live = useStore(streamConnected);
  const { status, failed } = useLedgerStatus();
  const state = failed
    ? 'offline'
    : !status
      ? 'unknown'
      : !status.reachable
        ? 'unreachable'
        : (status.lagSeconds ?? 0) > LAG_SECONDS
          ? 'late'
          : 'ok';
  const tone: Record<typeof state, Tone> = {
    ok: 'ok',
    unknown: 'idle',
    late: 'warn',
    unreachable: 'warn',
    offline: 'stop',
  };
  return (
    <Popover position="bottom-end" width={300} shadow="md" withArrow>
      <Popover.Target>
        <Chip
          tone={tone[state]}
          icon={state === 'offline' ? IconPlugConnectedX : IconCube}
          label={t(`chip.${state}`)}
        />
      </Popover.Target>
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
