'use client';

import { IconCube, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Chip } from '@/ui/frame/chip';
import { OpensLate } from '@/ui/frame/opens-late';
import { useLedgerState } from './use-ledger-state';

const TONES = { ok: 'ok', unknown: 'idle', late: 'warn', unreachable: 'warn', offline: 'stop' } as const;

/** Whether the service and the ledger answer, and how current the screens are. */
export function LedgerChip() {
  const t = useTranslations('ledger');
  const { state } = useLedgerState();
  return (
    <OpensLate
      kind="dialog"
      load={async () => (await import('./ledger-panel')).LedgerPanel}
      face={
        <Chip
          tone={TONES[state]}
          icon={state === 'offline' ? IconPlugConnectedX : IconCube}
          label={t(`chip.${state}`)}
        />
      }
    />
  );
}
