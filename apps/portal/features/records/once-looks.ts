import { newKeyPair, type KeyPair } from '@custodia/vault';
import { stored } from '@/lib/stored';
import type { AccessRequest, Consent } from './records.documents';

/** Whether a consent is for one look. The nodes read it for themselves. */
export function isOnce({ opening }: Pick<Consent, 'opening'>): boolean {
  const { terms } = JSON.parse(opening) as { readonly terms?: readonly string[] };
  return terms?.includes('once') ?? false;
}

type Asked = Pick<AccessRequest, 'id'>;

/** By request. They live as long as this window: what broke off in the middle goes on, and a closed window is a look taken. */
const sessions = new Map<string, KeyPair>();

/** The session of a look, the same until all of it has been read. */
export async function sessionOf({ id }: Asked): Promise<KeyPair> {
  const known = sessions.get(id) ?? (await newKeyPair());
  sessions.set(id, known);
  return known;
}

/** Ends the session of a look: the keys that could ask again are gone. */
export function endLook({ id }: Asked): void {
  sessions.delete(id);
}

/** The nodes say that another window took it, or that it was taken though the answer never came. */
export function foundUsed(request: Asked): void {
  endLook(request);
  noteLook(request, { at: Date.now(), told: true });
}

/** A look that was taken. */
export interface TakenLook {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether that is when the nodes said so, and not when it was taken. */
  readonly told?: boolean;
}

const KEY = 'custodia-looks-taken';
/** How many are remembered: more than anybody has before them. */
const KEPT = 200;

/** Remembers that the nodes released, or that they do not any more, also when this window is closed. */
export function noteLook({ id }: Asked, look: TakenLook): void {
  const known = keptLooks();
  if (known.has(id)) return;
  stored.set(KEY, JSON.stringify([...known, [id, look]].slice(-KEPT)));
}

/** The look of a request, if it was taken on this device and cannot be gone on with in this window. */
export function takenLook({ id }: Asked): TakenLook | undefined {
  return sessions.has(id) ? undefined : keptLooks().get(id);
}

function keptLooks(): Map<string, TakenLook> {
  try {
    return new Map(JSON.parse(stored.get(KEY) ?? '[]') as [string, TakenLook][]);
  } catch {
    return new Map();
  }
}
