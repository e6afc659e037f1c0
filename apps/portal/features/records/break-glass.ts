import {
  makeEmergencyRequest,
  readEmergencyRequest,
  type EmergencyReason,
  type Pseudonym,
} from '@custodia/vault';
import {
  NodesError,
  breakGlass,
  fetchDirectory,
  gateOf,
  listGrantedEntries,
  requestRelease,
  type BrokenGlass,
} from '@custodia/vault/nodes';
import type { Client } from 'urql';
import { OperationQuery } from '@/features/ledger/ledger.documents';
import type { Session } from '@/features/parties/session.documents';
import { mutate } from '@/lib/mutate';
import { authorAtWork } from './author';
import { deviceKeys } from './device-keys';
import { DOORS } from './doors';
import { linesOf, type ReadLine } from './entry-list';
import { FindForEmergencyMutation, RecordEmergencyMutation } from './emergency.documents';
import { forgetEmergency, keepEmergency } from './kept-emergency';
import type { OwnEntry } from './record';
import { ApiFailure } from './vault-failure';

/** Who is meant, and why nobody can be asked. */
export interface Emergency {
  readonly pairingId?: string;
  readonly card?: string;
  readonly reason: EmergencyReason;
  readonly words: string;
}

/** What was opened, until when. */
export interface OpenedSummary {
  readonly lines: readonly ReadLine[];
  /** Unix time in milliseconds. */
  readonly until: number;
}

type At = Pick<Session, 'user' | 'site'>;

const POLL_MS = 500;
const TRIES = 120;
const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));

/**
 * Opens an emergency summary: says so on the ledger first, waits until it stands there, and then asks the nodes.
 * @throws VaultError, NodesError, ApiFailure
 */
export async function openInEmergency(
  client: Client,
  session: At,
  { reason, words, ...by }: Emergency,
): Promise<OpenedSummary> {
  const found = await mutate(client, FindForEmergencyMutation, { input: by });
  if (!found.ok) throw new ApiFailure(found.failure);
  const pseudonym = found.data.findForEmergency as Pseudonym;
  const [keys, author] = await Promise.all([
    deviceKeys(session.user.id, session.site.id),
    authorAtWork(client, session),
  ]);
  const time = Math.floor(Date.now() / 1000);
  const asked = { pseudonym, person: session.user.name, reason, words, time };
  const request = await makeEmergencyRequest(asked, keys.holder, keys.sign, author.certificate!);
  const { requestHash } = await readEmergencyRequest(request);
  const recorded = await mutate(client, RecordEmergencyMutation, {
    input: { ...by, requestHash, reason, words },
  });
  if (!recorded.ok) throw new ApiFailure(recorded.failure);
  keepEmergency(session, request);
  await confirmed(client, recorded.data.recordEmergency.operationId);
  return readEmergency(session, request);
}

/**
 * Reads a summary under an emergency that is recorded: the first time, and again for as long as its hour lasts. The nodes
 * have one line of the emergency, and one of each reading.
 * @throws VaultError, NodesError, ApiFailure
 */
export async function readEmergency(session: At, request: Uint8Array): Promise<OpenedSummary> {
  const { pseudonym } = await readEmergencyRequest(request);
  const [{ realm }, keys] = await Promise.all([gateOf(DOORS), deviceKeys(session.user.id, session.site.id)]);
  const { gate } = await fetchDirectory(DOORS, realm, pseudonym);
  const glass = await broken(realm, request, keys.kem.privateKey);
  const { kit, epochs } = glass;
  const until = glass.until * 1000;
  const who = { organisation: session.site.name, person: session.user.name };
  const grantee = { holder: keys.holder, sign: keys.sign };
  const list = await listGrantedEntries(DOORS, gate, kit.opening.consent, { ...grantee, ...who });
  const { entries: envelopes } = list;
  if (envelopes.length === 0) return { lines: [], until };
  const released = await requestRelease(DOORS, {
    opening: kit.opening,
    gate,
    envelopes,
    epochs,
    purpose: 'BTG',
    grantee,
    ...who,
  });
  const entries = envelopes.flatMap(({ header }): OwnEntry[] => {
    const outcome = released.entries.get(header.entryId);
    const place = { door: 'records', header } as const;
    return outcome ? [{ id: header.entryId, category: header.category, outcome, place }] : [];
  });
  return { lines: linesOf(entries).filter((line) => line.kind === 'read'), until };
}

/** Waits until the ledger has the event. @throws ApiFailure where it refuses, or takes too long */
async function confirmed(client: Client, id: string): Promise<void> {
  for (let n = 0; n < TRIES; n++) {
    const { data } = await client
      .query(OperationQuery, { id }, { requestPolicy: 'network-only' })
      .toPromise();
    const status = data?.operation?.status;
    if (status === 'CONFIRMED') return;
    if (status === 'REFUSED') {
      forgetEmergency();
      throw new ApiFailure({ code: 'EMERGENCY_REFUSED', message: '' });
    }
    await pause();
  }
  throw new ApiFailure({ code: 'EMERGENCY_NOT_ANCHORED', message: '' });
}

/** A node may be a block behind the one that was asked last. */
async function broken(
  realm: Parameters<typeof breakGlass>[1],
  request: Parameters<typeof breakGlass>[2],
  privateKey: Parameters<typeof breakGlass>[3],
): Promise<BrokenGlass> {
  for (let n = 1; ; n++) {
    try {
      return await breakGlass(DOORS, realm, request, privateKey);
    } catch (error) {
      const isEarly = error instanceof NodesError && error.code === 'EMERGENCY_NOT_ANCHORED';
      if (!isEarly || n === TRIES) throw error;
      await pause();
    }
  }
}
