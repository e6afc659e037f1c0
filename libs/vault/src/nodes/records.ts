import type { SignedRevocation } from '@custodia/ledger/consents';
import { canonicalBytes, type Json } from '../canonical.js';
import { randomBytes, utf8 } from '../bytes.js';
import { granteeCall, patientCall, type Look } from '../calls.js';
import type { Category } from '../categories.js';
import { agreedDirectory, type Directory } from '../directory.js';
import { envelopeBytes, readEnvelope, type Envelope } from '../envelope.js';
import { NODES_NEEDED, gateNodeFields, type GateNodes } from '../gate.js';
import { realmFields, type Holder, type PatientKeys, type Pseudonym, type Realm } from '../identity.js';
import { record } from '../shape.js';
import type { SigningKey } from '../signing.js';
import { openWriter, submissionBytes, type EntryWriter, type Writer } from '../submissions.js';
import { sealed, version, type Sealed } from '../suite.js';
import { NodesError, askAll, bodyOf, enough, type NodeDoor } from './doors.js';

const nodeFields = record({ v: version(1), ...gateNodeFields, ...realmFields });

/** The nodes as they name themselves, for a directory; all three have to answer. @throws NodesError */
export async function gateOf(doors: readonly NodeDoor[]): Promise<{ gate: GateNodes; realm: Realm }> {
  const answers = await askAll(
    doors,
    async () => ({ path: '/node' }),
    (json) => {
      const { v: _, chainId, registry, ...node } = nodeFields(json, 'node');
      return { realm: { chainId, registry }, node };
    },
  );
  const nodes = enough(answers, doors.length);
  const [first] = nodes;
  const isSame = nodes.every(
    ({ realm }) => realm.chainId === first?.realm.chainId && realm.registry === first.realm.registry,
  );
  if (!first || !isSame)
    throw new NodesError('OTHER_LEDGER', 'The release nodes do not serve the same ledger.', []);
  return { gate: nodes.map(({ node }) => node), realm: first.realm };
}

/** Publishes a directory at all nodes; two have to take it. @throws NodesError DIRECTORY_OLDER and others */
export async function publishDirectory(
  doors: readonly NodeDoor[],
  pseudonym: Pseudonym,
  directory: Uint8Array,
): Promise<void> {
  const path = `/patients/${pseudonym}/directory`;
  enough(
    await askAll(
      doors,
      async () => ({ path, body: directory }),
      () => true,
    ),
  );
}

/** The directory on which two nodes agree. @throws NodesError, VaultError DIRECTORY_NOT_AGREED */
export async function fetchDirectory(
  doors: readonly NodeDoor[],
  realm: Realm,
  pseudonym: Pseudonym,
): Promise<Directory> {
  const path = `/patients/${pseudonym}/directory`;
  const answers = await askAll(doors, async () => ({ path }), canonicalBytes);
  return agreedDirectory(enough(answers), realm, pseudonym);
}

/** What became of an entry at the nodes: `TAKEN` where two have it, else what they said. */
export interface PutOutcome {
  readonly entryId: string;
  readonly outcome: string;
}

/** Bytes of one message, about. */
const MESSAGE_BYTES = 2 * 1024 * 1024;
const MESSAGE_ENTRIES = 500;

/** Hands sealed entries to all nodes, many in one message. @throws NodesError where too few answer, or WRITER_UNKNOWN */
export async function putEntries(
  doors: readonly NodeDoor[],
  pseudonym: Pseudonym,
  envelopes: readonly Envelope[],
  writer: Writer,
): Promise<PutOutcome[]> {
  const outcomes: PutOutcome[] = [];
  for (const entries of messagesOf(envelopes)) {
    const body = await submissionBytes(writer, pseudonym, entries);
    const answers = await askAll(
      doors,
      async () => ({ path: `/patients/${pseudonym}/entries`, body }),
      (json) => (json as unknown as { results: PutOutcome[] }).results,
    );
    const given = enough(answers);
    for (const [i, { entryId }] of (given[0] ?? []).entries()) {
      const said = given.map((results) => results[i]?.outcome ?? 'NODE_UNREADABLE');
      const isTaken = said.filter((outcome) => outcome === 'TAKEN').length >= NODES_NEEDED;
      outcomes.push({
        entryId,
        outcome: isTaken ? 'TAKEN' : (said.find((one) => one !== 'TAKEN') ?? 'TOO_FEW_NODES'),
      });
    }
  }
  return outcomes;
}

function messagesOf(envelopes: readonly Envelope[]): Json[][] {
  const messages: Json[][] = [];
  let room = 0;
  for (const envelope of envelopes) {
    const bytes = envelopeBytes(envelope);
    const last = messages.at(-1);
    const entry = JSON.parse(new TextDecoder().decode(bytes)) as Json;
    if (last && bytes.length <= room && last.length < MESSAGE_ENTRIES) last.push(entry);
    else {
      messages.push([entry]);
      room = MESSAGE_BYTES;
    }
    room -= bytes.length;
  }
  return messages;
}

/** Sealed entries of a record, and those that cannot even be parsed: a bad one never takes the list with it. */
export interface EntryList {
  readonly entries: readonly Envelope[];
  readonly unreadable: number;
  /** By entry, from whom each node took it, sealed to the patient; in one's own list. */
  readonly writers: ReadonlyMap<string, readonly { readonly node: string; readonly writer: Sealed }[]>;
}

interface Page {
  readonly entries: readonly Json[];
  readonly writers?: readonly Json[];
  readonly after: number;
  readonly more: boolean;
}

/** All entries of one's own record that two nodes have between them. @throws NodesError */
export function listOwnEntries(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  keys: PatientKeys,
  category?: Category,
): Promise<EntryList> {
  return listAll(doors, gate, async (door, after) => {
    const argument = category === undefined ? { after } : { after, category };
    const body = await patientCall(keys, gate[door]?.id ?? '', 'entries', argument, seconds());
    return { path: `/patients/${keys.pseudonym}/entries/list`, body };
  });
}

/** Who looks: whose keys, and how the patient's log names them. */
export interface Looking extends Pick<Look, 'organisation' | 'person'> {
  readonly holder: Holder;
  readonly sign: SigningKey;
}

/**
 * All entries that a consent lets its grantee ask for, still sealed. A look that is refused stands in the patient's log.
 * @throws NodesError with the refusal
 */
export function listGrantedEntries(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  consent: `0x${string}`,
  { holder, sign, organisation, person }: Looking,
): Promise<EntryList> {
  const look: Look = { consent, organisation, person, look: randomBytes(16) };
  return listAll(doors, gate, async (door, after) => {
    const id = gate[door]?.id ?? '';
    const body = await granteeCall(holder, sign, id, look, seconds());
    return { path: `/consents/${consent}/entries?after=${after}`, body };
  });
}

/** Whatever any of the nodes has: one that holds an entry back is made up for by another. */
async function listAll(
  doors: readonly NodeDoor[],
  gate: GateNodes,
  question: (door: number, after: number) => Promise<{ path: string; body: Uint8Array }>,
): Promise<EntryList> {
  const pages = await Promise.all(
    doors.map(async (each, door) => {
      const found: { json: Json; node: string; writer: Json | undefined }[] = [];
      const node = gate[door]?.id ?? '';
      for (let after = 0; ;) {
        const [answer] = await askAll(
          [each],
          () => question(door, after),
          (json) => json as unknown as Page,
        );
        if (!answer?.ok) return { ...answer!, door };
        const { entries: page, writers: from } = answer.value;
        found.push(...page.map((json, i) => ({ json, node, writer: from?.[i] })));
        after = answer.value.after;
        if (!answer.value.more) return { ok: true as const, value: found, door };
      }
    }),
  );
  const entries = new Map<string, Envelope>();
  const writers = new Map<string, { node: string; writer: Sealed }[]>();
  const unreadable = new Set<string>();
  const read = new Map<string, Envelope>();
  for (const { json, node, writer } of enough(pages).flat()) {
    // The nodes mostly give the same bytes: what one gave is not read again.
    const text = JSON.stringify(json);
    try {
      const envelope = read.get(text) ?? readEnvelope(utf8(text));
      read.set(text, envelope);
      const { entryId } = envelope.header;
      entries.set(entryId, envelope);
      if (writer)
        writers.set(entryId, [...(writers.get(entryId) ?? []), { node, writer: sealed(writer, 'writer') }]);
    } catch {
      unreadable.add(text);
    }
  }
  return { entries: [...entries.values()], unreadable: unreadable.size, writers };
}

/**
 * Who handed an entry in, as two nodes say alike; nothing where they do not: one node alone names nobody. It names the
 * writer of what cannot be read.
 */
export async function writerOf(
  { writers }: Pick<EntryList, 'writers'>,
  entryId: string,
  { pseudonym, log }: Pick<PatientKeys, 'pseudonym' | 'log'>,
): Promise<EntryWriter | undefined> {
  const said = await Promise.allSettled(
    (writers.get(entryId) ?? []).map(({ node, writer }) =>
      openWriter(writer, { pseudonym, node, entryId }, log.privateKey),
    ),
  );
  const read = said.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const isSame = (a: EntryWriter, b: EntryWriter) => a.party === b.party && a.name === b.name;
  return read.find((one) => read.filter((other) => isSame(one, other)).length >= NODES_NEEDED);
}

/** Gives the nodes the opening of a consent. @throws NodesError */
export async function putOpening(
  doors: readonly NodeDoor[],
  pseudonym: Pseudonym,
  opening: Uint8Array,
): Promise<void> {
  const path = `/patients/${pseudonym}/openings`;
  enough(
    await askAll(
      doors,
      async () => ({ path, body: opening }),
      () => true,
    ),
  );
}

/**
 * Stops a consent at all nodes at once, without the ledger. Two that stopped are enough for nothing new to open.
 * @returns how many stopped. @throws NodesError
 */
export async function stopConsent(doors: readonly NodeDoor[], revocation: SignedRevocation): Promise<number> {
  const { commitment, controller, deadline, r, vs } = revocation;
  const body = bodyOf({ commitment, controller, deadline: String(deadline), r, vs });
  const answers = await askAll(
    doors,
    async () => ({ path: '/stops', body }),
    () => true,
  );
  return enough(answers).length;
}

/** Has a record erased at all nodes. @throws NodesError unless every node did it */
export async function eraseAtNodes(
  doors: readonly NodeDoor[],
  pseudonym: Pseudonym,
  order: Uint8Array,
): Promise<void> {
  const path = `/patients/${pseudonym}/erasure`;
  const answers = await askAll(
    doors,
    async () => ({ path, body: order }),
    () => true,
  );
  enough(answers, doors.length);
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
