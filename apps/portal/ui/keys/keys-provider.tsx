'use client';

import dynamic from 'next/dynamic';
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useEver } from '@/lib/use-ever';
import { couldBeScanned, isReserved, nameOf, unshifted, type KeyBinding } from './keys';
import { scannerClock } from './scanner-clock';

const ShortcutSheet = dynamic(() => import('./shortcut-sheet').then((module) => module.ShortcutSheet), {
  ssr: false,
});

interface Keys {
  add: (binding: KeyBinding) => () => void;
}

const Context = createContext<Keys | undefined>(undefined);

/** A burst's second stroke follows its first within this time; a person's does not. */
const ALONE_MS = 150;

/** Hears the keys of the whole portal. The binding added last wins, so that a dialog's come before its page's. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const bindings = useRef<KeyBinding[]>([]);
  const [shown, setShown] = useState<readonly KeyBinding[]>();
  const listed = useEver(shown !== undefined);

  const keys = useMemo<Keys>(
    () => ({
      add: (binding) => {
        if (isReserved(binding.key)) throw new Error(`${binding.key} belongs to the scanner.`);
        bindings.current = [...bindings.current, binding];
        return () => {
          bindings.current = bindings.current.filter((other) => other !== binding);
        };
      },
    }),
    [],
  );

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      clearTimeout(waiting);
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const name = nameOf(event);
      if (name === '?' && !isField(event.target)) {
        waiting = setTimeout(() => {
          if (scannerClock.isQuiet(performance.now())) setShown(bindings.current);
        }, ALONE_MS);
        return;
      }
      const bound = (to: string | undefined) =>
        bindings.current.findLast(({ key }) => key.toUpperCase() === to?.toUpperCase());
      const binding = bound(name) ?? bound(name && unshifted(name));
      if (!binding || name === undefined) return;
      if (isField(event.target) && !binding.inFields) return;
      if (!couldBeScanned(name)) {
        event.preventDefault();
        binding.run();
        return;
      }
      // Enter on a button or link is that button's.
      if (name === 'Enter' && isControl(event.target)) return;
      if (!scannerClock.isQuiet(event.timeStamp)) return;
      event.preventDefault();
      // A scan may have begun with it: its further keys never come here.
      waiting = setTimeout(() => {
        if (scannerClock.isQuiet(performance.now())) binding.run();
      }, ALONE_MS);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  return (
    <Context value={keys}>
      {children}
      {listed && <ShortcutSheet bindings={shown} onClose={() => setShown(undefined)} />}
    </Context>
  );
}

/** A shortcut for as long as the component is there and `run` is given. */
export function useKey(key: string, label: string, run: (() => void) | undefined, inFields = false): void {
  const keys = use(Context);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const active = run !== undefined;
  useEffect(() => {
    if (!active) return undefined;
    return keys?.add({ key, label, inFields, run: () => latest.current?.() });
  }, [keys, key, label, inFields, active]);
}

/** Nothing is typed into a tick or a choice, so the screen's keys hold there, too; within a form Enter is the form's. */
function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type))
    return target.form !== null;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('button, a, [role="option"], [role="menuitem"]') !== null
  );
}
