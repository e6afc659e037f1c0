'use client';

import dynamic from 'next/dynamic';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useClient } from 'urql';
import type { ScanInput } from '@/features/scanning/scan-input';
import { useRecallNews } from '@/features/recalls/recall-news';
import { playSound } from '@/features/scanning/sounds';
import { askVerdict, type Answer } from '@/features/verification/ask-verdict';
import type { ScanMode, Verdict } from '@/features/verification/verification.documents';
import { isLineDown, type Failure } from '@/lib/failure';
import { useSession } from '@/features/parties/session-provider';
import { useBasket } from './basket-provider';
import { scanOf, withAside, withoutScan, withRead, withScan, withTold, type LaterScan } from './later';
import { laterScans, laterVerdicts } from './later-store';
import { packOfVerdict, reportedPack } from './pack-of-verdict';

/** What lies before the pharmacist: the last scan with its answer. */
export interface Card {
  readonly scan: ScanInput;
  readonly verdict?: Verdict;
  readonly failure?: Failure;
  /** It could not be asked for: it is kept until it can, unless no more are kept. */
  readonly unasked?: 'kept' | 'full';
  /** The answer came later, to a scan that was kept: nothing is dispensed by it. */
  readonly later?: boolean;
}

export interface Counter {
  readonly mode: ScanMode;
  readonly setMode: (mode: ScanMode) => void;
  readonly card: Card | undefined;
  /** A scan came while the card still waits for an answer. */
  readonly knocked: number;
  /** Counts answers, so that lists beside the card know when to ask again. */
  readonly answers: number;
  readonly verify: (scan: ScanInput) => Promise<void>;
  /** Takes the pack of the card into the basket. */
  readonly take: () => boolean;
  /** Takes it there as one that was handed out already, although its card says no. */
  readonly takeReported: () => boolean;
  /** The card was answered: lists beside it ask again. */
  readonly answered: () => void;
  /** Puts the card away: answered, or merely read. */
  readonly close: (how?: 'answered') => void;
  /** Of a card that could not be asked for: its pack is put aside until it is checked. */
  readonly putAside: () => void;
  /** Lays the card of a kept scan on the desk, where none waits for an answer. */
  readonly openLater: (text: string) => void;
}

// Behind the first picture: nothing has been kept by then.
const LaterWatch = dynamic(() => import('./later-watch').then((module) => module.LaterWatch), { ssr: false });

const Context = createContext<Counter | undefined>(undefined);

export function useCounter(): Counter {
  const context = use(Context);
  if (!context) throw new Error('useCounter needs a CounterProvider above it.');
  return context;
}

const SOUNDS = { GREEN: 'green', AMBER: 'amber', RED: 'red', GREY: 'amber' } as const;

/** The card stays when one looks at another screen and comes back. */
export function CounterProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const { session } = useSession();
  const { add } = useBasket();
  const [mode, setMode] = useState<ScanMode>('VERIFY');
  const [card, setCard] = useState<Card>();
  const [knocked, setKnocked] = useState(0);
  const [answers, setAnswers] = useState(0);
  const current = useRef<Card | undefined>(undefined);
  const show = useCallback((next: Card | undefined) => {
    current.current = next;
    setCard(next);
    setKnocked(0);
  }, []);

  const close = useCallback(
    (how?: 'answered') => {
      const { scan, verdict, later } = current.current ?? {};
      if (scan && verdict && later)
        laterScans.change(session, (scans) => (how ? withoutScan : withRead)(scans, scan.text));
      show(undefined);
    },
    [session, show],
  );

  const take = useCallback(() => {
    const { scan, verdict, later } = current.current ?? {};
    const pack = scan && verdict && !later && packOfVerdict(verdict, scan.text);
    if (!pack) return false;
    add(pack);
    show(undefined);
    return true;
  }, [add, show]);

  const takeReported = useCallback(() => {
    const { scan, verdict } = current.current ?? {};
    const pack = scan && verdict && reportedPack(verdict, scan.text);
    if (!pack) return false;
    add(pack);
    close('answered');
    return true;
  }, [add, close]);

  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const keep = useCallback(
    (scan: ScanInput) => {
      // Whoever has signed out in the meantime keeps nothing.
      const kept = here.current ? withScan(laterScans.of(session), scan, mode) : undefined;
      if (kept) laterScans.change(session, () => kept);
      return kept ? 'kept' : 'full';
    },
    [mode, session],
  );

  const answer = useCallback(
    async (scan: ScanInput) => {
      const before = unanswered(current.current);
      if (before) {
        // Amber needs a key, red quarantine or a reason: the next pack has to wait.
        playSound(before === 'RED' ? 'red' : 'amber');
        setKnocked((n) => n + 1);
        return;
      }
      if (mode === 'DISPENSE') take();
      show({ scan });
      const said = await askVerdict(client, scan, mode);
      if ('verdict' in said) {
        playSound(SOUNDS[said.verdict.light]);
        laterScans.change(session, (scans) => withoutScan(scans, scan.text));
        show({ scan, ...said });
      } else {
        playSound('amber');
        show({ scan, ...said, ...(isLineDown(said.failure) ? { unasked: keep(scan) } : {}) });
      }
      setAnswers((n) => n + 1);
    },
    [client, keep, mode, session, show, take],
  );

  // One after the other: a pack that is scanned before the answer to the last one must not push it aside.
  const queue = useRef<Promise<void>>(Promise.resolve());
  const verify = useCallback(
    (scan: ScanInput) => {
      queue.current = queue.current.then(() => answer(scan));
      return queue.current;
    },
    [answer],
  );

  const answered = useCallback(() => setAnswers((n) => n + 1), []);
  const putAside = useCallback(() => {
    const { scan, unasked } = current.current ?? {};
    if (!scan || unasked !== 'kept') return;
    laterScans.change(session, (scans) => withAside(scans, scan.text));
    show(undefined);
  }, [session, show]);
  const openLater = useCallback(
    (text: string) => {
      queue.current = queue.current.then(async () => {
        const kept = laterScans.of(session).find((scan) => scan.text === text);
        if (!kept || unanswered(current.current)) return;
        const scan = scanOf(kept);
        const known = laterVerdicts.of(session, text);
        const said = known ? { verdict: known } : await askVerdict(client, scan, kept.mode);
        if (!known && 'verdict' in said) laterScans.change(session, (scans) => withTold(scans, text, said));
        // As before the next scan, the good pack that lies there is in the basket and not pushed aside.
        if (mode === 'DISPENSE') take();
        show({ scan, ...said, later: true });
      });
    },
    [client, mode, session, show, take],
  );
  const onLater = ({ text }: LaterScan, said: Answer) => {
    const { scan, unasked } = current.current ?? {};
    if (unasked && scan?.text === text) show({ scan, ...said, later: true });
    answered();
  };

  // The pack that lies before the pharmacist may be the one: its card is asked for again, whatever it said.
  useRecallNews((news) => {
    const { scan, verdict, later } = current.current ?? {};
    if (!news || later || !scan || verdict?.lotNumber !== news.lot.number) return;
    if (verdict.product?.gtin !== news.lot.product.gtin || verdict.__typename === 'Recalled') return;
    show(undefined);
    void verify(scan);
  });

  const value = useMemo<Counter>(
    () => ({
      mode,
      setMode,
      card,
      knocked,
      answers,
      verify,
      take,
      takeReported,
      answered,
      close,
      putAside,
      openLater,
    }),
    [mode, card, knocked, answers, verify, take, takeReported, answered, close, putAside, openLater],
  );
  return (
    <Context value={value}>
      {children}
      <LaterWatch answers={answers} onAnswer={onLater} />
    </Context>
  );
}

/** The light of a card that has to be answered before the next pack. */
export function unanswered(card: Card | undefined): 'RED' | 'AMBER' | undefined {
  const light = card?.later ? undefined : card?.verdict?.light;
  return light === 'RED' || light === 'AMBER' ? light : undefined;
}
