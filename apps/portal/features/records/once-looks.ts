import { newKeyPair, type KeyPair } from '@custodia/vault';
import type { Consent } from './records.documents';

/** Whether a consent is for one look. The nodes read it for themselves. */
export function isOnce({ opening }: Pick<Consent, 'opening'>): boolean {
  const { terms } = JSON.parse(opening) as { readonly terms?: readonly string[] };
  return terms?.includes('once') ?? false;
}

/** By the opening of the consent. They live as long as this window: what broke off in the middle goes on, and a closed window is a look taken. */
const sessions = new Map<string, KeyPair>();
const taken = new Set<string>();

/** The session of a look, the same until all of it has been read. */
export async function sessionOf({ opening }: Pick<Consent, 'opening'>): Promise<KeyPair> {
  const known = sessions.get(opening) ?? (await newKeyPair());
  sessions.set(opening, known);
  return known;
}

/** Ends the session of a look: the keys that could ask again are gone. */
export function endLook({ opening }: Pick<Consent, 'opening'>): void {
  sessions.delete(opening);
  taken.add(opening);
}

/** Whether the look was taken in this window. */
export function isTaken({ opening }: Pick<Consent, 'opening'>): boolean {
  return taken.has(opening);
}
