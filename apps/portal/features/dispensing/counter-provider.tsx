'use client';

import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useClient } from 'urql';
import type { ScanInput } from '@/features/scanning/scan-input';
import { verifyInput } from '@/features/scanning/verify-input';
import { useRecallNews } from '@/features/recalls/recall-news';
import { playSound } from '@/features/scanning/sounds';
import { VerifyQuery, type ScanMode, type Verdict } from '@/features/verification/verification.documents';
import { failureOf, type Failure } from '@/lib/failure';
import { useBasket } from './basket-provider';
import { packOfVerdict, reportedPack } from './pack-of-verdict';

/** What lies before the pharmacist: the last scan with its answer. */
export interface Card {
  readonly scan: ScanInput;
  readonly verdict?: Verdict;
  readonly failure?: Failure;
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
  readonly close: () => void;
}

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
  const { add } = useBasket();
  const [mode, setMode] = useState<ScanMode>('VERIFY');
  const [card, setCard] = useState<Card>();
  const [knocked, setKnocked] = useState(0);
  const [answers, setAnswers] = useState(0);
  const current = useRef<Card | undefined>(undefined);
  const show = useCallback((next: Card | undefined) => {
    current.current = next;
    setCard(next);
  }, []);

  const take = useCallback(() => {
    const { scan, verdict } = current.current ?? {};
    const pack = scan && verdict && packOfVerdict(verdict, scan.text);
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
    show(undefined);
    return true;
  }, [add, show]);

  const answer = useCallback(
    async (scan: ScanInput) => {
      const before = current.current?.verdict;
      if (before && (before.light === 'RED' || before.light === 'AMBER')) {
        // Amber needs a key, red quarantine or a reason: the next pack has to wait.
        playSound(before.light === 'RED' ? 'red' : 'amber');
        setKnocked((n) => n + 1);
        return;
      }
      if (mode === 'DISPENSE') take();
      show({ scan });
      // An answer from a cache could be an OK that is none any more.
      const { data, error } = await client
        .query(VerifyQuery, { scan: verifyInput(scan, mode) }, { requestPolicy: 'network-only' })
        .toPromise();
      if (data) {
        playSound(SOUNDS[data.verify.light]);
        show({ scan, verdict: data.verify });
      } else if (error) {
        playSound('amber');
        show({ scan, failure: failureOf(error) });
      }
      setAnswers((n) => n + 1);
    },
    [client, mode, show, take],
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

  // The pack that lies before the pharmacist may be the one: its card is asked for again, whatever it said.
  useRecallNews((news) => {
    const { scan, verdict } = current.current ?? {};
    if (!news || !scan || verdict?.lotNumber !== news.lot.number) return;
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
      answered: () => setAnswers((n) => n + 1),
      close: () => show(undefined),
    }),
    [mode, card, knocked, answers, verify, take, takeReported, show],
  );
  return <Context value={value}>{children}</Context>;
}
