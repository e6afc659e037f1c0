'use client';

import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleX, IconClockHour4 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useLive } from '@/features/ledger/live-operations';
import { AddToRecord } from '@/features/records/add-to-record';
import { playSound } from '@/features/scanning/sounds';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { DispenseLineRow } from './dispense-line-row';
import classes from './dispensed-sheet.module.css';
import { isWaiting } from './line-state';
import { DispensingQuery, type Dispensing } from './dispensing.documents';

const LOOKS = {
  confirmed: { tone: 'ok', icon: IconCircleCheckFilled, sound: 'green' },
  saved: { tone: 'warn', icon: IconClockHour4, sound: 'amber' },
  refused: { tone: 'stop', icon: IconCircleX, sound: 'red' },
} as const;

/** What became of the basket, pack by pack. It stays and follows the ledger until the next patient. */
export function DispensedSheet({
  dispensing: first,
  onNext,
}: {
  dispensing: Dispensing;
  onNext: () => void;
}) {
  const t = useTranslations('dispensed');
  const [{ data }, execute] = useQuery({
    query: DispensingQuery,
    variables: { id: first.id },
    requestPolicy: 'network-only',
  });
  const dispensing = data?.dispensing ?? first;
  const waiting = dispensing.lines.some(isWaiting);
  useLive(() => execute({ requestPolicy: 'network-only' }), waiting);

  const refused = dispensing.lines.filter(
    ({ status }) => status === 'REFUSED' || status === 'HANDED_OUT_REFUSED',
  );
  const state = refused.length > 0 ? 'refused' : waiting ? 'saved' : 'confirmed';
  const { tone, icon: Symbol, sound } = LOOKS[state];
  useEffect(() => playSound(sound), [sound]);
  useKey('Enter', t('next'), onNext);
  return (
    <section className={classes.sheet} data-tone={tone}>
      <header className={classes.header} role={state === 'refused' ? 'alert' : 'status'}>
        <Symbol size={72} stroke={1.4} aria-hidden />
        <div>
          <h1 className={classes.headline}>
            {t(`headline.${state}`, { count: dispensing.lines.length, refused: refused.length })}
          </h1>
          <p className={classes.text}>{t(`text.${state}`)}</p>
        </div>
      </header>
      <ul className={classes.lines}>
        {dispensing.lines.map((line) => (
          <DispenseLineRow key={line.id} line={line} />
        ))}
      </ul>
      {state !== 'refused' && (
        <div className={classes.record}>
          <AddToRecord dispensing={dispensing} />
        </div>
      )}
      <footer className={classes.footer}>
        <Button size="md" rightSection={<KeyCap>Enter</KeyCap>} onClick={onNext}>
          {t('next')}
        </Button>
      </footer>
    </section>
  );
}
