'use client';

import { useLaterAlarm } from './use-later-alarm';
import { useLaterChecks, type LaterChecks } from './use-later-checks';

/** Checks what was kept while the line was down, and says what must not be dispensed; it shows nothing itself. */
export function LaterWatch(checks: LaterChecks) {
  useLaterChecks(checks);
  useLaterAlarm();
  return null;
}
