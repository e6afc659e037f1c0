'use client';

import { useEffect } from 'react';
import { idleMs, noteActivity } from './activity';
import { useSession } from './session-provider';

/** NIST SP 800-63B-4, 2.2.3: a session is left to nobody. A pharmacist is back sooner, and a PIN takes two seconds. */
const LOCK_AFTER_MS = 10 * 60_000;
const LOOK_EVERY_MS = 5_000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Locks the terminal when nobody has worked at it for a while. Who has no PIN could not come back by it. */
export function IdleLock() {
  const { session, depart } = useSession();
  useEffect(() => {
    if (!session.hasPin) return undefined;
    noteActivity();
    // Before the scanner takes its keys for itself.
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, noteActivity, { capture: true });
    const timer = setInterval(() => {
      if (idleMs() < LOCK_AFTER_MS) return;
      clearInterval(timer);
      depart('lock');
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, noteActivity, { capture: true });
    };
  }, [session.hasPin, depart]);
  return null;
}
