'use client';

import { SegmentedControl } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useScans } from '@/features/scanning/scanner-provider';
import { usePatientFacing } from '@/features/verification/patient-facing';
import { PatientFacingSwitch } from '@/features/verification/patient-facing-switch';
import { ScanPrompt } from '@/features/verification/scan-prompt';
import { SoundControl } from '@/features/scanning/sound-control';
import { playSound } from '@/features/scanning/sounds';
import type { ScanMode } from '@/features/verification/verification.documents';
import type { ScanProblem } from '@/features/scanning/scan-input';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { useBasket } from './basket-provider';
import { useCounter } from './counter-provider';
import { CounterCard, foresee } from './counter-card';
import { useLaterScans } from './later-store';
import classes from './scan-desk.module.css';
import { TodayTally } from './today-tally';

const TypedEntry = dynamic(() =>
  import('@/features/scanning/typed-entry').then((module) => module.TypedEntry),
);

// Behind the first picture, and before a line can break: without one nothing is fetched.
const checkedLater = () => import('./checked-later').then((module) => module.CheckedLater);
const problemCard = () =>
  import('@/features/scanning/scan-problem-card').then((module) => module.ScanProblemCard);
const recentScans = () => import('@/features/verification/recent-scans').then((module) => module.RecentScans);
const CheckedLater = dynamic(checkedLater, { ssr: false });
const ScanProblemCard = dynamic(problemCard, { ssr: false });
const RecentScans = dynamic(recentScans, { ssr: false });

const MODES: readonly ScanMode[] = ['VERIFY', 'DISPENSE', 'RECEIVE'];

/** The home of the counter: scan anything, from anywhere, and be told what to do. */
export function ScanDesk() {
  const t = useTranslations();
  const router = useRouter();
  const { mode, setMode, card, answers, verify } = useCounter();
  const { open } = useBasket();
  const later = useLaterScans();
  useEffect(() => {
    void Promise.all([checkedLater(), problemCard(), recentScans()]);
    foresee();
  }, []);
  const [typing, setTyping] = useState(false);
  const [problem, setProblem] = useState<ScanProblem>();
  // They are listed by product, in words.
  const hidden = usePatientFacing();
  const interrupts = card?.failure !== undefined || card?.verdict?.light === 'RED';

  useScans({
    takes: ['pack', 'prescription'],
    onScan: (scan) => {
      setProblem(undefined);
      setTyping(false);
      if (scan.reading.kind === 'prescription') {
        void open(scan.text);
        router.push('/pharmacy/basket');
      } else void verify(scan);
    },
    onProblem: (found) => {
      playSound('amber');
      setProblem(found);
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
          <PatientFacingSwitch />
          <SoundControl />
        </div>
        {problem && <ScanProblemCard problem={problem} />}
        {typing ? (
          <TypedEntry onDone={() => setTyping(false)} />
        ) : card ? (
          interrupts && <CounterCard onType={() => setTyping(true)} />
        ) : (
          <ScanPrompt mode={mode} onType={() => setTyping(true)} />
        )}
        {/* It is always there: what comes into a live region is read aloud, what comes with one is often not. */}
        <div role="status">
          {card && !typing && !interrupts && <CounterCard onType={() => setTyping(true)} />}
        </div>
      </div>
      <aside className={classes.side}>
        {later.length > 0 && <CheckedLater scans={later} />}
        <TodayTally answers={answers} />
        {!hidden && <RecentScans answers={answers} />}
      </aside>
    </div>
  );
}
