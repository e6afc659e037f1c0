'use client';

import { Button, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote } from '@/ui/notes';
import type { Obstacle } from './basket';
import { useBasket } from './basket-provider';
import classes from './dispense-bar.module.css';
import type { Dispensing } from './dispensing.documents';
import { useDispense, type Overridden } from './use-dispense';

export interface DispenseBarProps {
  obstacle: Obstacle | undefined;
  /** A card waits for an answer. */
  blocked: boolean;
  /** Warnings that it goes on against. */
  warnings: Overridden;
  onClear: () => void;
  onDone: (dispensing: Dispensing) => void;
}

/** One Enter for the whole basket. */
export function DispenseBar({ obstacle, blocked, warnings, onClear, onDone }: DispenseBarProps) {
  const t = useTranslations('basket');
  const { packs, settling, clear } = useBasket();
  const verb = packs.some(({ reportOnly }) => reportOnly) ? 'report' : settling ? 'giveOwed' : 'dispense';
  const { dispense, busy, failure } = useDispense(warnings);
  const ready = obstacle === undefined && !blocked && !busy;
  const run = async () => {
    const dispensing = await dispense();
    if (!dispensing) return;
    clear();
    onDone(dispensing);
  };
  useKey('Enter', t(verb, { count: packs.length }), ready ? () => void run() : undefined);
  return (
    <div className={classes.bar}>
      {failure && <FailureNote failure={failure} />}
      <div className={classes.row}>
        <Text c="dimmed" role="status">
          {blocked ? t('obstacles.card') : obstacle && t(`obstacles.${obstacle}`)}
        </Text>
        <Button variant="default" size="md" disabled={busy} onClick={onClear}>
          {t('clear')}
        </Button>
        <Button
          size="md"
          loading={busy}
          disabled={!ready}
          rightSection={<KeyCap>Enter</KeyCap>}
          onClick={() => void run()}
        >
          {t(verb, { count: packs.length })}
        </Button>
      </div>
    </div>
  );
}
