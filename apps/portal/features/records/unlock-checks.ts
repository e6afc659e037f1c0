import type { UnlockerKind } from '@custodia/vault';

/** What a person forgets or mislays; a passkey shows by itself that it is there, and contacts are asked. */
export const CHECKED = ['passphrase', 'recovery-code'] as const;
export type CheckedKind = (typeof CHECKED)[number];

const CHECK_EVERY_MS = 90 * 86_400_000;
const KEY = 'custodia-last-opened';

/** When each way last opened the record on this device, and since when that is written down. */
export interface LastOpened {
  readonly since: number;
  readonly at: { readonly [kind in UnlockerKind]?: number };
}

/** The ways of which nobody has shown for a quarter of a year that they still open the record. Pure. */
export function dueChecks(kinds: readonly string[], { since, at }: LastOpened, now: number): CheckedKind[] {
  return CHECKED.filter((kind) => kinds.includes(kind) && now - (at[kind] ?? since) > CHECK_EVERY_MS);
}

/** What this device remembers of a record. */
export function lastOpened(pseudonym: string, now = Date.now()): LastOpened {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<LastOpened> & { of?: string };
  return kept.of === pseudonym && kept.since !== undefined
    ? { since: kept.since, at: kept.at ?? {} }
    : { since: now, at: {} };
}

/** Remembers that a way opened the record just now. */
export function noteOpened(pseudonym: string, kind: UnlockerKind, now = Date.now()): void {
  const { since, at } = lastOpened(pseudonym, now);
  localStorage.setItem(KEY, JSON.stringify({ of: pseudonym, since, at: { ...at, [kind]: now } }));
}
