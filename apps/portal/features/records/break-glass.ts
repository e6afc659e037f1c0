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
  /** Whether the ledger was away. */
  readonly isAway: boolean;
}

type At = Pick<Session, 'user' | 'site'>;

const POLL_MS = 500;
/** Of asking the worker whether the ledger has it, before the nodes are asked: they know whether it is away. */
const FIRST_TRIES = 8;
/** Longer than the minute after which a silent ledger counts as away. */
const TRIES = 180;
const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));

/**
 * Opens an emergency summary: says so on the ledger first, waits until it stands there, and then asks the nodes.
 * @param onSilent told once where the ledger does not answer
 * @throws VaultError, NodesError EMERGENCY_AWAY where the patient allowed it without the ledger, ApiFailure
 */
export async function openInEmergency(
  client: Client,
  session: At,
  { reason, words, ...by }: Emergency,
  onSilent: () => void,
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
  const { operationId } = recorded.data.recordEmergency;
  for (let n = 0; n < FIRST_TRIES && !(await isConfirmed(client, operationId)); n++) await pause();
  return readEmergency(session, request, {
    onWait: async (code) => {
      if (code === 'LEDGER_SILENT') onSilent();
      await isConfirmed(client, operationId);
    },
  });
}

/** How an emergency is read. */
interface Reading {
  /** That whoever asks knows that the ledger is away. */
  readonly withoutLedger?: boolean;
  /** Told why the nodes are asked again. */
  readonly onWait?: (code: string) => Promise<void>;
}

/**
 * Reads a summary under an emergency that is recorded: the first time, and again for as long as its hour lasts. The nodes
 * have one line of the emergency, and one of each reading.
 * @throws VaultError, NodesError, ApiFailure
 */
export async function readEmergency(
  session: At,
  request: Uint8Array,
  reading: Reading = {},
): Promise<OpenedSummary> {
  const { pseudonym } = await readEmergencyRequest(request);
  const [{ realm }, keys] = await Promise.all([gateOf(DOORS), deviceKeys(session.user.id, session.site.id)]);
  const { gate } = await fetchDirectory(DOORS, realm, pseudonym);
  const glass = await broken(realm, request, keys.kem.privateKey, reading);
  const { kit, epochs, away: isAway } = glass;
  const until = glass.until * 1000;
  const who = { organisation: session.site.name, person: session.user.name };
  const grantee = { holder: keys.holder, sign: keys.sign };
  const list = await listGrantedEntries(DOORS, gate, kit.opening.consent, { ...grantee, ...who });
  const { entries: envelopes } = list;
  if (envelopes.length === 0) return { lines: [], until, isAway };
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
  return { lines: linesOf(entries).filter((line) => line.kind === 'read'), until, isAway };
}

/** Whether the ledger has the event. @throws ApiFailure where it refuses */
async function isConfirmed(client: Client, id: string): Promise<boolean> {
  const { data } = await client.query(OperationQuery, { id }, { requestPolicy: 'network-only' }).toPromise();
  const status = data?.operation?.status;
  if (status !== 'REFUSED') return status === 'CONFIRMED';
  forgetEmergency();
  throw new ApiFailure({ code: 'EMERGENCY_REFUSED', message: '' });
}

/** What passes by itself: a node may be a block behind, and a ledger may be back, or count as away, in a moment. */
const PASSES: readonly string[] = ['EMERGENCY_NOT_ANCHORED', 'LEDGER_SILENT'];

/** Asks the nodes until they answer, or refuse for good. */
async function broken(
  realm: Parameters<typeof breakGlass>[1],
  request: Parameters<typeof breakGlass>[2],
  privateKey: Parameters<typeof breakGlass>[3],
  { withoutLedger, onWait }: Reading,
): Promise<BrokenGlass> {
  for (let n = 1; ; n++) {
    try {
      return await breakGlass(DOORS, realm, request, privateKey, withoutLedger);
    } catch (error) {
      if (!(error instanceof NodesError) || !PASSES.includes(error.code) || n === TRIES) throw error;
      await onWait?.(error.code);
      await pause();
    }
  }
}
