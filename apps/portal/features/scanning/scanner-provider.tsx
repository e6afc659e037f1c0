'use client';

import type { CapturedScan, ScannerCode } from '@custodia/gs1';
import { useRouter } from 'next/navigation';
import { createContext, use, useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { noteActivity } from '@/features/parties/activity';
import { useSession } from '@/features/parties/session-provider';
import { workspacesOf } from '@/features/parties/workspaces';
import { CameraDock } from './camera/camera-dock';
import { channelGate } from './channel-gate';
import { useHidScanner } from './hid/use-hid-scanner';
import type { RawScan, ScanInput, ScanKind, ScanProblem } from './scan-input';
import { placeOf } from './scan-place';
import { problemOf, readScan } from './scan-reading';
import { activeProfile, loadProfiles } from './scanner-profiles';
import { rememberScanner, scannerTrouble } from './scanner-state';
import { useProblemNotice } from './use-problem-notice';
import { lineEnd, lineEndGuard, loadLineEnd } from './wedge/line-end';
import { rawHash } from './wedge/raw-hash';
import { siteLayouts } from './wedge/site-layouts';
import { decodeWedge } from './wedge/wedge-decoder';
import { listenToWedge } from './wedge/wedge-listener';

export interface ScanHandler {
  /** The codes that this screen can use; any other is a problem. */
  readonly takes: readonly ScanKind[];
  readonly onScan: (scan: ScanInput) => void;
  /** It is a part of a screen: what it does not take is left to the screen. */
  readonly isPart?: boolean;
  /** Without it a notice says what was scanned and what to do. */
  readonly onProblem?: (problem: ScanProblem) => void;
}

type Observer = (captured: CapturedScan) => void;

interface Scanner {
  readonly register: (handler: () => ScanHandler) => () => void;
  readonly submit: (scan: RawScan) => void;
  /** Leads to another screen of the portal, with a scan that is its matter. */
  readonly carry: (scan: ScanInput, place: string) => void;
  /** The scan that brought the user to this screen, once. */
  readonly takeCarried: () => ScanInput | undefined;
  /** Takes the keys of scans before they are read. */
  readonly observe: (observer: Observer) => () => void;
}

const Context = createContext<Scanner | undefined>(undefined);

/**
 * Hears the scanner on every screen. A screen that takes scans registers; the last one to do so gets them. On any
 * other screen a scan leads to where it belongs and is carried along.
 */
export function ScannerProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { can, session } = useSession();
  const notify = useProblemNotice();
  const handlers = useRef<(() => ScanHandler)[]>([]);
  const observers = useRef<Observer[]>([]);
  const carried = useRef<{ readonly scan: ScanInput; readonly place: string } | undefined>(undefined);
  const accepts = useRef(channelGate());
  const isWhole = useRef(lineEndGuard());

  const refuse = useCallback(
    (problem: ScanProblem) => {
      const onProblem = handlers.current
        .map((latest) => latest())
        .findLast(({ isPart }) => !isPart)?.onProblem;
      if (onProblem) onProblem(problem);
      else notify(problem);
    },
    [notify],
  );
  const carry = useCallback(
    (scan: ScanInput, place: string) => {
      carried.current = { scan, place };
      router.push(place);
    },
    [router],
  );
  const submit = useCallback(
    (raw: RawScan) => {
      noteActivity();
      if (!accepts.current(raw)) return;
      const scan = readScan(raw);
      const { kind } = scan.reading;
      const handler = handlers.current
        .map((latest) => latest())
        .findLast(({ isPart, takes }) => !isPart || takes.includes(kind));
      if (handler?.takes.includes(kind)) {
        handler.onScan(scan);
        return;
      }
      const place = handler ? undefined : placeOf(scan, workspacesOf(session.roles), can);
      if (place === undefined) {
        refuse(problemOf(scan));
        return;
      }
      carry(scan, place);
    },
    [can, carry, refuse, session.roles],
  );
  const hear = useCallback(
    async (captured: CapturedScan) => {
      rememberScanner();
      const observer = observers.current.at(-1);
      if (observer) {
        observer(captured);
        return;
      }
      const at = new Date();
      const fail = (code: ScannerCode) => {
        scannerTrouble.set(code);
        refuse({ kind: 'unreadable', code, at });
      };
      const profile = activeProfile();
      const reading = decodeWedge(captured, {
        layouts: siteLayouts(navigator.languages),
        ...(profile ? { profile } : {}),
      });
      if (!reading.ok) {
        fail(reading.code);
        return;
      }
      const { text, layout, repaired } = reading;
      if (!isWhole.current({ endedBy: captured.endedBy, text })) {
        fail('CUT_SHORT');
        return;
      }
      scannerTrouble.set(undefined);
      const hash = await rawHash(captured.strokes);
      submit({
        text,
        channel: 'WEDGE',
        at,
        ...(layout === undefined ? {} : { layout }),
        ...(repaired === undefined ? {} : { repaired }),
        ...(hash === undefined ? {} : { rawHash: hash }),
      });
    },
    [refuse, submit],
  );

  useEffect(loadProfiles, []);
  useEffect(loadLineEnd, []);
  useEffect(
    () =>
      listenToWedge(document, {
        onCapture: (captured) => void hear(captured),
        onPassword: () => refuse({ kind: 'unreadable', code: 'IN_PASSWORD', at: new Date() }),
        onCut: () => refuse({ kind: 'unreadable', code: 'CUT_SHORT', at: new Date() }),
        mayEndLine: () => lineEnd.get() !== 'none',
        profile: activeProfile,
      }),
    [hear, refuse],
  );
  useHidScanner(submit);

  const value = useMemo<Scanner>(
    () => ({
      submit,
      carry,
      register: (handler) => added(handlers, handler),
      observe: (observer) => added(observers, observer),
      takeCarried: () => {
        const found = carried.current;
        carried.current = undefined;
        // Where the screen that it led to had no use for it, it is nobody else's.
        return found?.place === window.location.pathname ? found.scan : undefined;
      },
    }),
    [carry, submit],
  );
  return (
    <Context value={value}>
      {children}
      <CameraDock />
    </Context>
  );
}

function added<T>(list: { current: T[] }, entry: T): () => void {
  list.current = [...list.current, entry];
  return () => {
    list.current = list.current.filter((other) => other !== entry);
  };
}

function useScanner(): Scanner {
  const scanner = use(Context);
  if (!scanner) throw new Error('Scans need a ScannerProvider above.');
  return scanner;
}

/** For ways of entry beside keyboard and HID scanners: what it gives goes where a scan would go. */
export function useSubmitScan(): (scan: RawScan) => void {
  return useScanner().submit;
}

/** Leads to another screen, which gets the scan as if it had been made there. */
export function useCarryScan(): (scan: ScanInput, place: string) => void {
  return useScanner().carry;
}

/** Takes scans while the component is there, beginning with one that led here. */
export function useScans(handler: ScanHandler): void {
  const { register, takeCarried } = useScanner();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const first = takeCarried();
    if (first && latest.current.takes.includes(first.reading.kind)) latest.current.onScan(first);
    return register(() => latest.current);
  }, [register, takeCarried]);
}

/** Takes the keys of scans before they are read, for test and calibration. */
export function useCapturedScans(observer: Observer): void {
  const { observe } = useScanner();
  const latest = useRef(observer);
  useEffect(() => {
    latest.current = observer;
  });
  useEffect(() => observe((captured) => latest.current(captured)), [observe]);
}
