'use client';

import { SegmentedControl } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { isPrescriptionText } from '@/features/prescriptions/prescription-text';
import { useScans } from '@/features/verification/scanner/scanner-provider';
import { RecentScans } from '@/features/verification/recent-scans';
import { ScanPrompt } from '@/features/verification/scan-prompt';
import { SoundControl } from '@/features/verification/sound-control';
import { playSound } from '@/features/verification/sounds';
import { TypedEntry } from '@/features/verification/typed-entry';
import type { ScanMode } from '@/features/verification/verification.documents';
import type { UnreadableScan } from '@/features/verification/scanner/scan-input';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { useBasket } from './basket-provider';
import { useCounter } from './counter-provider';
import { CounterCard } from './counter-card';
import classes from './scan-desk.module.css';
import { TodayTally } from './today-tally';

const MODES: readonly ScanMode[] = ['VERIFY', 'DISPENSE', 'RECEIVE'];

/** The home of the counter: scan anything, from anywhere, and be told what to do. */
export function ScanDesk() {
  const t = useTranslations();
  const router = useRouter();
  const { mode, setMode, card, answers, verify } = useCounter();
  const { open } = useBasket();
  const [typing, setTyping] = useState(false);
  const [unreadable, setUnreadable] = useState<UnreadableScan>();

  useScans({
    onScan: (scan) => {
      setUnreadable(undefined);
      setTyping(false);
      if (isPrescriptionText(scan.text)) {
        void open(scan.text);
        router.push('/pharmacy/basket');
      } else void verify(scan);
    },
    onUnreadable: (scan) => {
      playSound('amber');
      setUnreadable(scan);
    },
  });
  useKey(
    'F4',
    t('scan.nextMode'),
    () => setMode(MODES[(MODES.indexOf(mode) + 1) % MODES.length] ?? 'VERIFY'),
    true,
  );

  return (
    <div className={classes.desk}>
      <div className={classes.main}>
        <div className={classes.bar}>
          <h1 className={classes.title}>{t('scan.title')}</h1>
          <SegmentedControl
            aria-label={t('scan.mode')}
            data={MODES.map((value) => ({ value, label: t(`verdict.modes.${value}`) }))}
            value={mode}
            onChange={(value) => setMode(value as ScanMode)}
          />
          <KeyCap>F4</KeyCap>
          <SoundControl />
        </div>
        {typing ? (
          <TypedEntry onDone={() => setTyping(false)} />
        ) : card ? (
          <CounterCard onType={() => setTyping(true)} />
        ) : (
          <ScanPrompt mode={mode} unreadable={unreadable} onType={() => setTyping(true)} />
        )}
      </div>
      <aside className={classes.side}>
        <TodayTally answers={answers} />
        <RecentScans answers={answers} />
      </aside>
    </div>
  );
}
