import {
  CATEGORIES,
  createKeybag,
  epochJson,
  epochWrap,
  keepEpoch,
  listed,
  makeGrant,
  newEpoch,
  openChildhood,
  openKeybag,
  openOwnEntry,
  orderErasure,
  ownEpoch,
  patientKeysOf,
  readKeybag,
  readOpening,
  relayDeadline,
  signDirectory,
  VaultError,
  type Category,
  type Childhood,
  type Envelope,
  type EntryWriter,
  type EpochKey,
  type GateNodes,
  type Grant,
  type Json,
  type Keybag,
  type ListedEntry,
  type OpenKeybag,
  type PatientKeys,
  type Realm,
  type Unlocker,
  type UnlockerKind,
} from '@custodia/vault';
import {
  eraseAtNodes,
  gateOf,
  inSteps,
  listOwnEntries,
  publishDirectory,
  putOpening,
  readLogs,
  stopConsent,
  writerOf,
} from '@custodia/vault/nodes';
import { controllerKeyOf, signGrant, signRevocation } from '@custodia/ledger/consents';
import { bytesOf, fromBase64Url, textOf } from './bytes';
import { asksTooMuch, CARING } from './carers';
import { hiddenOf } from './childhood';
import { DOORS } from './doors';
import type { FileSource } from './file-parts';
import { isResource, summaryOf } from './fhir';
import type { AccessRequest, Consent, KeptRecord } from './records.documents';

/** A record that its owner opened. It lives in the page's memory alone, and goes with it. */
export interface OpenRecord {
  /** What opens it, itself open: ways to open are added to it. */
  readonly keybag: OpenKeybag;
  readonly keys: PatientKeys;
  readonly realm: Realm;
  readonly gate: GateNodes;
  readonly epochs: readonly EpochKey[];
  /** Of a child's record: until when somebody keeps it for the child. */
  readonly childhood?: Childhood | undefined;
}

/** Makes a record on this device: nothing of it leaves the page before it is kept. */
export async function makeRecord(unlockers: readonly Unlocker[]): Promise<OpenRecord> {
  const { gate, realm } = await gateOf(DOORS);
  const keybag = await createKeybag(unlockers);
  const keys = await patientKeysOf(keybag.rootSecret);
  const epochs = await Promise.all(CATEGORIES.map((category) => newEpoch(category, 1)));
  return { keybag, keys, realm, gate, epochs };
}

/** What the API keeps of it: all of it sealed. */
export async function keptOf({ keybag, keys, realm, epochs }: OpenRecord) {
  const wraps = await Promise.all(epochs.map((epoch) => keepEpoch(epoch, realm, keys)));
  return {
    keybag: keptKeybag(keybag),
    epochs: wraps.map((wrap) => ({
      category: wrap.category,
      epoch: wrap.epoch,
      wrap: JSON.stringify(epochJson(wrap)),
    })),
  };
}

/** A keybag as the API keeps it. */
export function keptKeybag({ bytes, bag: { pseudonym, version } }: OpenKeybag) {
  return { pseudonym: pseudonym as string, keybag: textOf(bytes), version };
}

/** Tells the nodes to whom the record belongs and what is sealed to it. */
export async function publish({ keys, realm, gate, epochs }: OpenRecord): Promise<void> {
  await publishDirectory(
    DOORS,
    keys.pseudonym,
    await signDirectory(keys, realm, { version: 1, gate, epochs }),
  );
}

/** Whether an unlocker opens a keybag: to be tried before a record is kept. @throws VaultError */
export async function tryUnlocker(keybag: OpenKeybag, unlocker: Unlocker): Promise<void> {
  await openKeybag(keybag.bytes, unlocker);
}

/** @throws VaultError of the unlocker, or KEYBAG_ALTERED, KEYBAG_ROLLED_BACK */
export async function openRecord(kept: KeptRecord, unlocker: Unlocker): Promise<OpenRecord> {
  const bytes = bytesOf(kept.keybag);
  const pinned = pinnedVersion(kept.pseudonym);
  const keybag = await openKeybag(bytes, unlocker, pinned);
  if (keybag.bag.pseudonym !== kept.pseudonym)
    throw new VaultError('KEYBAG_ALTERED', 'This is the keybag of another record.');
  pin(kept.pseudonym, keybag.bag.version);
  const keys = await patientKeysOf(keybag.rootSecret);
  const { gate, realm } = await gateOf(DOORS);
  const epochs = await Promise.all(
    kept.epochs.map(({ wrap }) => ownEpoch(epochWrap(JSON.parse(wrap) as Json, 'wrap'), realm, keys)),
  );
  const childhood = kept.childhood ? await openChildhood(keys, kept.childhood) : undefined;
  return { keybag, keys, realm, gate, epochs, childhood };
}

/** Which ways to open it the keybag names: each kind once, and the passkeys. */
export function waysOf({ wraps }: Keybag): Ways {
  const kinds = [...new Set(wraps.map(({ kind }) => kind))];
  const passkeys = wraps.flatMap((wrap) => (wrap.kind === 'passkey' ? [wrap.credentialId] : []));
  return { kinds, passkeys };
}

export interface Ways {
  readonly kinds: readonly UnlockerKind[];
  readonly passkeys: readonly Uint8Array<ArrayBuffer>[];
}

/** The ways into a record that is not open. */
export function waysInto({ keybag }: KeptRecord): Ways {
  return waysOf(readKeybag(bytesOf(keybag)));
}

const PIN = 'custodia-keybag-version';

function pinnedVersion(pseudonym: string): number {
  const [of, version] = (localStorage.getItem(PIN) ?? '').split(' ');
  return of === pseudonym ? Number(version) : 0;
}

/** Remembers the newest keybag that this device has seen. */
export function pin(pseudonym: string, version: number): void {
  localStorage.setItem(PIN, `${pseudonym} ${version}`);
}

/** An entry as it came, and what it says or why it says nothing. */
export interface OwnEntry {
  readonly id: string;
  readonly category: Category;
  readonly outcome: ListedEntry;
  /** Where its files are fetched. */
  readonly place?: Omit<FileSource, 'contentKey'>;
  /** From whom two nodes took what cannot be read. */
  readonly from?: string | undefined;
  /** From whom two nodes took it, where others are about the same thing. */
  readonly writer?: EntryWriter | undefined;
}

/**
 * All entries of the record, opened on this device, the newest first.
 * @param onOpened told what is open so far, whenever more of it is
 */
export async function ownEntries(
  { keys, gate, epochs, childhood }: OpenRecord,
  onOpened: (entries: OwnEntries) => void = () => undefined,
): Promise<OwnEntries> {
  const list = await listOwnEntries(DOORS, gate, keys);
  const { unreadable } = list;
  const writers = new Map<string, Promise<EntryWriter | undefined>>();
  const writer = (id: string) => {
    const asked = writers.get(id) ?? writerOf(list, id, keys);
    writers.set(id, asked);
    return asked;
  };
  const open = async (envelope: Envelope): Promise<OwnEntry> => {
    const { entryId: id, category } = envelope.header;
    const outcome = await listed(opened(envelope, epochs, keys));
    if (outcome.kind === 'read')
      return { id, category, outcome, place: { door: 'own-record', header: envelope.header } };
    return { id, category, outcome, from: (await writer(id))?.name };
  };
  let entries: readonly OwnEntry[] = [];
  const hidden = hiddenOf(childhood);
  const shown = list.entries.filter(({ header }) => !hidden.includes(header.category));
  await inSteps(shown.reverse(), open, async (soFar) => {
    entries = await withWriters(soFar, writer);
    onOpened({ entries, unreadable });
  });
  return { entries, unreadable };
}

/** All entries of the record as they were sealed, and what they say. */
export async function ownEnvelopes({ keys, gate, epochs }: OpenRecord) {
  const { entries } = await listOwnEntries(DOORS, gate, keys);
  return Promise.all(
    entries.map(async (envelope) => {
      const { category, epoch } = envelope.header;
      const key = epochs.find((each) => each.category === category && each.epoch === epoch);
      return { envelope, epochKey: key?.publicKey, outcome: await listed(opened(envelope, epochs, keys)) };
    }),
  );
}

/** Looks up who handed in what corrects something: of an entry that stands alone, nobody needs to know. */
async function withWriters(
  entries: readonly OwnEntry[],
  writer: (id: string) => Promise<EntryWriter | undefined>,
): Promise<OwnEntry[]> {
  const things = entries.map(({ outcome }) =>
    outcome.kind === 'read' && isResource(outcome.entry.body)
      ? summaryOf(outcome.entry.body).about
      : undefined,
  );
  const counts = new Map<string, number>();
  for (const thing of things) if (thing) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return Promise.all(
    entries.map(async (entry, i) => {
      const thing = things[i];
      return thing && counts.get(thing)! > 1 ? { ...entry, writer: await writer(entry.id) } : entry;
    }),
  );
}

export interface OwnEntries {
  readonly entries: readonly OwnEntry[];
  /** Entries that are not even sealed as they should be. */
  readonly unreadable: number;
}

function opened(envelope: Envelope, epochs: readonly EpochKey[], keys: PatientKeys) {
  const { category, epoch } = envelope.header;
  const key = epochs.find((each) => each.category === category && each.epoch === epoch);
  if (!key)
    return Promise.reject(new VaultError('UNKNOWN_EPOCH', 'The key of this entry is missing.', category));
  return openOwnEntry(envelope, key, keys);
}

/** Days for which a signed message may be relayed; a grant that is not on the ledger by then is void. */
const RELAY_DAYS = 7;

/** Allows what was asked: the nodes get the opening, the ledger the commitment, and the reader sealed keys. */
export async function allow(
  { keys, realm, epochs }: OpenRecord,
  request: AccessRequest,
  notAfter: Date,
  once = false,
): Promise<AllowInput> {
  if (asksTooMuch(request))
    throw new VaultError('WRONG_COMMITMENT', 'A carer asks for what no carer is shown.');
  const grant = await makeGrant(
    keys,
    realm,
    {
      grantee: { kemKey: fromBase64Url(request.kemKey), signKey: fromBase64Url(request.signKey) },
      categories: request.categories as Category[],
      purpose: request.site ? 'TREAT' : CARING,
      notAfter: Math.floor(notAfter.getTime() / 1000),
      once,
    },
    epochs,
  );
  await putOpening(DOORS, keys.pseudonym, grant.openingBytes);
  return allowInput(grant, realm, request.id);
}

/** A grant as the API takes it, once the nodes have its opening. */
export function allowInput(grant: Grant, realm: Realm, requestId: string): AllowInput {
  const { commitment, lastDay, notAfter } = grant.opening;
  const signed = signGrant(
    grant.controllerKey,
    { chainId: realm.chainId, consentRegistry: realm.registry },
    { commitment, lastDay, deadline: relayDeadline(seconds(), RELAY_DAYS) },
  );
  return {
    requestId,
    opening: textOf(grant.openingBytes),
    wraps: grant.epochs.map((wrap) => JSON.stringify(epochJson(wrap))),
    notAfter: new Date(notAfter * 1000).toISOString(),
    grant: sent(signed),
    lastDay,
  };
}

export interface AllowInput {
  readonly requestId: string;
  readonly opening: string;
  readonly wraps: string[];
  readonly notAfter: string;
  readonly grant: SentConsent;
  readonly lastDay: number;
}

type SentConsent = ReturnType<typeof sent>;

/** A signed message as the API takes it. */
export function sent({ commitment, controller, deadline, r, vs }: ReturnType<typeof signRevocation>) {
  return { commitment, controller, deadline: Number(deadline), r, vs };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** Stops an access: the nodes are told directly, and what is returned goes to the ledger. */
export async function revoke(record: OpenRecord, consent: Pick<Consent, 'opening'>): Promise<SentConsent> {
  const bytes = bytesOf(consent.opening);
  const { commitment } = await readOpening(bytes, record.realm, record.keys.pseudonym);
  const { salt } = JSON.parse(consent.opening) as { salt: `0x${string}` };
  return revoked(record, commitment, salt);
}

/** As `revoke`, by the salt that the controller's key was made from, or by a key that was handed over. */
export async function revoked(
  { keys, realm }: OpenRecord,
  commitment: `0x${string}`,
  by: `0x${string}` | { readonly key: `0x${string}` },
): Promise<SentConsent> {
  const signed = signRevocation(
    typeof by === 'string' ? await controllerKeyOf(keys.grantSeed, by) : by.key,
    { chainId: realm.chainId, consentRegistry: realm.registry },
    { commitment, deadline: relayDeadline(seconds(), 365) },
  );
  await stopConsent(DOORS, signed);
  return sent(signed);
}

/** The access log, as the nodes keep it and this device checked it. */
export function accessLog({ keys, gate }: Pick<OpenRecord, 'keys' | 'gate'>) {
  return readLogs(DOORS, gate, keys);
}

/** Orders the nodes to delete what they hold. */
export async function eraseNodes({ keys, realm }: OpenRecord): Promise<void> {
  const order = await orderErasure(keys, realm, seconds());
  await eraseAtNodes(DOORS, keys.pseudonym, order);
}
