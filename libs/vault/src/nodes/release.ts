import { canonicalBytes, type Json } from '../canonical.js';
import { listed, openReleasedEntry, type ListedEntry } from '../entries.js';
import type { Envelope } from '../envelope.js';
import type { EpochKey } from '../epochs.js';
import { VaultError } from '../errors.js';
import { NODES_NEEDED, type GateNodes } from '../gate.js';
import type { Opening } from '../grants.js';
import type { Holder } from '../identity.js';
import { openReleased, type Released } from '../release.js';
import { MAX_ENTRIES, makeRequests, readRequest, type Asked } from '../requests.js';
import type { SigningKey } from '../signing.js';
import { newKeyPair, type KeyPair } from '../suite.js';
import { readReceipt, type Receipt } from '../tree-heads.js';
import { askAll, enough, type NodeDoor, type NodeFailure } from './doors.js';
import { seconds } from './records.js';
import { inSteps } from './steps.js';

/** What a reader wants opened, and with what. */
export interface Reading extends Pick<Asked, 'purpose' | 'organisation' | 'person'> {
  readonly opening: Opening;
  /** The patient's nodes, of the patient's directory. */
  readonly gate: GateNodes;
  readonly envelopes: readonly Envelope[];
  /** The epochs' keys that the grant brought. */
  readonly epochs: readonly EpochKey[];
  readonly grantee: { readonly holder: Holder; readonly sign: SigningKey };
  /** To which the shares are sealed, where several requests make up one look; a fresh one otherwise. */
  readonly session?: KeyPair;
}

/** Opened entries, each by itself: one that its writer sealed wrongly is one unreadable line. */
export interface Opened {
  readonly entries: ReadonlyMap<string, ListedEntry>;
  /** Entries of which two nodes have no share. */
  readonly missing: readonly string[];
  /** The nodes' signed word that they logged it. */
  readonly receipts: readonly Receipt[];
  /** What nodes said that did not release, while two others did. */
  readonly failures: readonly NodeFailure[];
}

interface Answer {
  readonly released: Released;
  readonly receipt: Receipt;
}

/**
 * Asks all nodes at once, by one message each, to release their shares, and opens what two of them released.
 * @param onOpened told what is open so far, whenever more of it is
 * @throws NodesError with the refusal, where two nodes refuse or do not answer
 */
export async function requestRelease(
  doors: readonly NodeDoor[],
  reading: Reading,
  onOpened: (entries: Opened['entries']) => void = () => undefined,
): Promise<Opened> {
  const { envelopes, gate, grantee, opening } = reading;
  if (envelopes.length === 0 || envelopes.length > MAX_ENTRIES)
    throw new VaultError('MALFORMED', `One request is for 1 to ${MAX_ENTRIES} entries.`);
  const session = reading.session ?? (await newKeyPair());
  const asked: Asked = {
    consent: opening.consent,
    entryIds: envelopes.map(({ header }) => header.entryId),
    purpose: reading.purpose,
    organisation: reading.organisation,
    person: reading.person,
    time: seconds(),
  };
  const ids = gate.map(({ id }) => id);
  const requests = await makeRequests(ids, asked, grantee.holder, grantee.sign, session);
  const [first] = requests.values();
  const { requestHash } = await readRequest(first ?? new Uint8Array(0));
  const answers = await askAll(
    doors,
    async (door) => ({ path: '/releases', body: requests.get(ids[door] ?? '') ?? new Uint8Array(0) }),
    async (json, door): Promise<Answer> => {
      const { released, receipt } = json as { readonly released: Json; readonly receipt: Json };
      const read = await openReleased(canonicalBytes(released), envelopes, requestHash, session.privateKey);
      const node = gate[door];
      // A node speaks for its own place only, and owes the reader its word.
      if (!node || read.place !== door) throw new VaultError('UNKNOWN_NODE', 'Another node answered.', door);
      return { released: read, receipt: await readReceipt(canonicalBytes(receipt), node) };
    },
  );
  const given = enough(answers);
  const entries = new Map<string, ListedEntry>();
  const missing: string[] = [];
  const openOne = async (envelope: Envelope): Promise<void> => {
    const { entryId, category, epoch } = envelope.header;
    const shares = given.flatMap(({ released }) => released.shares.get(entryId) ?? []);
    if (shares.length < NODES_NEEDED) return void missing.push(entryId);
    const key = reading.epochs.find((each) => each.category === category && each.epoch === epoch);
    const opened = key
      ? openReleasedEntry(envelope, key, shares)
      : Promise.reject(new VaultError('UNKNOWN_EPOCH', 'The grant brought no key of this epoch.', epoch));
    entries.set(entryId, await listed(opened));
  };
  await inSteps(envelopes, openOne, () => onOpened(new Map(entries)));
  return {
    entries,
    missing,
    receipts: given.map(({ receipt }) => receipt),
    failures: answers.flatMap((answer) => (answer.ok ? [] : [answer.failure])),
  };
}
