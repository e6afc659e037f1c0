'use client';

import { useRouter } from 'next/navigation';
import { createContext, use, useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { isPrescriptionText } from '@/features/prescriptions/prescription-text';
import type { ScanInput, UnreadableScan } from './scan-input';
import { listenToWedge } from './wedge-listener';

export interface ScanHandler {
  readonly onScan: (scan: ScanInput) => void;
  readonly onUnreadable?: (scan: UnreadableScan) => void;
}

interface Scanner {
  readonly register: (handler: ScanHandler) => () => void;
  readonly submit: (scan: ScanInput) => void;
  /** The scan that brought the user to this screen, once. */
  readonly takeCarried: () => ScanInput | undefined;
}

const Context = createContext<Scanner | undefined>(undefined);

/**
 * Hears the scanner on every screen. A screen that takes scans registers; the last one to do so gets them. On any
 * other screen a scan leads to where it belongs and is carried along.
 */
export function ScannerProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { can } = useSession();
  const handlers = useRef<ScanHandler[]>([]);
  const carried = useRef<ScanInput | undefined>(undefined);

  const submit = useCallback(
    (scan: ScanInput) => {
      const handler = handlers.current.at(-1);
      if (handler) {
        handler.onScan(scan);
        return;
      }
      const target = can('dispensing.dispense')
        ? isPrescriptionText(scan.text)
          ? '/pharmacy/basket'
          : '/pharmacy/scan'
        : can('party.read') && '/regulator/trace';
      if (!target) return;
      carried.current = scan;
      router.push(target);
    },
    [can, router],
  );

  useEffect(
    () =>
      listenToWedge(document, {
        onScan: submit,
        onUnreadable: (scan) => handlers.current.at(-1)?.onUnreadable?.(scan),
      }),
    [submit],
  );

  const value = useMemo<Scanner>(
    () => ({
      submit,
      register: (handler) => {
        handlers.current = [...handlers.current, handler];
        return () => {
          handlers.current = handlers.current.filter((other) => other !== handler);
        };
      },
      takeCarried: () => {
        const scan = carried.current;
        carried.current = undefined;
        return scan;
      },
    }),
    [submit],
  );
  return <Context value={value}>{children}</Context>;
}

function useScanner(): Scanner {
  const scanner = use(Context);
  if (!scanner) throw new Error('Scans need a ScannerProvider above.');
  return scanner;
}

/** For the typed and pasted way: what it gives goes where a scan would go. */
export function useSubmitScan(): (scan: ScanInput) => void {
  return useScanner().submit;
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
    if (first) latest.current.onScan(first);
    return register({
      onScan: (scan) => latest.current.onScan(scan),
      onUnreadable: (scan) => latest.current.onUnreadable?.(scan),
    });
  }, [register, takeCarried]);
}
