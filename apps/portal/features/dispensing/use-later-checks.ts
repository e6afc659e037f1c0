'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useClient } from 'urql';
import { streamConnected } from '@/features/ledger/stream-state';
import { useSession } from '@/features/parties/session-provider';
import { playSound } from '@/features/scanning/sounds';
import { askVerdict, type Answer } from '@/features/verification/ask-verdict';
import { needsLook, nextScan, scanOf, waitsOn, withAnswer, type LaterScan } from './later';
import { laterScans, laterVerdicts, useLaterScans } from './later-store';

const AGAIN_MS = 10_000;

export interface LaterChecks {
  /** Counts answers at the desk: after one, the line is there. */
  readonly answers: number;
  readonly onAnswer: (scan: LaterScan, answer: Answer) => void;
}

/** Checks what was kept while the line was down, one after the other, in one tab of the device at a time. */
export function useLaterChecks({ answers, onAnswer }: LaterChecks): void {
  const t = useTranslations('scan.later');
  const client = useClient();
  const { session } = useSession();
  const waiting = useLaterScans().some(({ told }) => !told);
  const alive = useRef(false);
  const busy = useRef(false);

  const checkAll = async () => {
    const lights: (string | undefined)[] = [];
    let fine = 0;
    for (let next; alive.current && (next = nextScan(laterScans.of(session)));) {
      const scan = next;
      const answer = await askVerdict(client, scanOf(scan), scan.mode);
      if ('failure' in answer && waitsOn(answer.failure)) break;
      laterScans.change(session, (scans) => withAnswer(scans, scan, answer));
      if (!alive.current) return;
      if ('verdict' in answer) laterVerdicts.put(session, scan.text, answer.verdict);
      if (needsLook(scan, answer)) lights.push('verdict' in answer ? answer.verdict.light : undefined);
      else fine++;
      onAnswer(scan, answer);
    }
    if (fine > 0) notifications.show({ color: 'leaf', message: t('fine', { count: fine }) });
    // Those that must not be dispensed stand in an alarm of their own.
    const looks = lights.filter((light) => light !== 'RED').length;
    if (looks > 0) notifications.show({ color: 'amber', message: t('looks', { count: looks }) });
    if (lights.length > 0) playSound(looks < lights.length ? 'red' : 'amber');
  };
  const check = useEffectEvent(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      // Without a secure connection browsers have no locks: two tabs may then ask twice.
      const locks = navigator.locks as LockManager | undefined;
      if (!locks) await checkAll();
      else
        await locks.request('custodia.later', { ifAvailable: true }, async (lock) => {
          if (lock) await checkAll();
        });
    } finally {
      busy.current = false;
    }
  });

  useEffect(() => {
    alive.current = true;
    laterScans.forgetOld(new Date());
    return () => {
      alive.current = false;
    };
  }, []);
  useEffect(() => {
    if (!waiting) return undefined;
    const again = () => void check();
    const timer = setInterval(again, AGAIN_MS);
    const unsubscribe = streamConnected.subscribe(() => {
      if (streamConnected.get()) again();
    });
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      unsubscribe();
      window.removeEventListener('online', again);
    };
  }, [waiting]);
  useEffect(() => {
    if (waiting) void check();
  }, [waiting, answers]);
}
