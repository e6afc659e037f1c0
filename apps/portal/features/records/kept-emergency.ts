import { EMERGENCY_SECONDS, readEmergencyRequest, type EmergencyRequest } from '@custodia/vault';
import type { Session } from '@/features/parties/session.documents';
import { bytesOf, textOf } from './bytes';

const KEY = 'custodia.emergency';

type At = Pick<Session, 'user' | 'site'>;

/** An emergency that the ledger has, or will have in a moment: it answers its reader again, and nobody else. */
export interface KeptEmergency {
  /** As it was made: the nodes know it by its hash, and have one line of it. */
  readonly bytes: Uint8Array;
  readonly request: EmergencyRequest;
  /** Unix time in milliseconds, by the clock of this device. */
  readonly until: number;
}

/** Keeps an emergency in this tab: one that is loaded again reads on under it, instead of recording another. */
export function keepEmergency({ user, site }: At, bytes: Uint8Array): void {
  sessionStorage.setItem(KEY, JSON.stringify({ userId: user.id, siteId: site.id, request: textOf(bytes) }));
}

/** The emergency that somebody recorded in this tab within the last hour. What is over, or another's, is forgotten. */
export async function keptEmergency({ user, site }: At): Promise<KeptEmergency | undefined> {
  const kept = sessionStorage.getItem(KEY);
  if (!kept) return undefined;
  const { userId, siteId, request: text } = JSON.parse(kept) as Record<string, string>;
  if (userId === user.id && siteId === site.id) {
    const bytes = bytesOf(text!);
    const request = await readEmergencyRequest(bytes);
    const until = (request.time + EMERGENCY_SECONDS) * 1000;
    if (Date.now() < until) return { bytes, request, until };
  }
  forgetEmergency();
  return undefined;
}

export function forgetEmergency(): void {
  sessionStorage.removeItem(KEY);
}
