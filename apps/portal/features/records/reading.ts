import {
  epochWrap,
  MAX_ENTRIES,
  openGranted,
  readOpening,
  VaultError,
  type Json,
  type ListedEntry,
  type Pseudonym,
} from '@custodia/vault';
import {
  fetchDirectory,
  gateOf,
  listGrantedEntries,
  NodesError,
  requestRelease,
} from '@custodia/vault/nodes';
import { bytesOf, toBase64Url } from './bytes';
import type { DeviceKeys } from './device-keys';
import { DOORS } from './doors';
import type { FileSource } from './file-parts';
import { endLook, foundUsed, noteLook, sessionOf } from './once-looks';
import type { OwnEntries, OwnEntry } from './record';
import type { AccessRequest } from './records.documents';

export interface Reader {
  readonly organisation: string;
  readonly person: string;
  readonly keys: DeviceKeys;
}

/** Whether a request was asked from this browser: only here lie the keys that open what it brings. */
export function isAskedHere({ signKey }: AccessRequest, { sign }: DeviceKeys): boolean {
  return toBase64Url(sign.publicKey) === signKey;
}

/**
 * Reads what a consent opens: the nodes log it, then release. Each call is a look of its own; of a consent for one look,
 * all calls are that one until it has been read.
 * @param door by which files of the entries are fetched: a carer's is that of patients
 * @param onOpened told what is open so far, the newest first
 * @throws VaultError, NodesError with the nodes' refusal
 */
export async function readGranted(
  pseudonym: string,
  request: AccessRequest,
  { organisation, person, keys }: Reader,
  onOpened: (entries: OwnEntries) => void,
  door: FileSource['door'] = 'records',
): Promise<OwnEntries> {
  const { consent } = request;
  if (!consent) throw new VaultError('UNLOCKER_MISSING', 'Nothing is allowed.');
  const owner = pseudonym as Pseudonym;
  const { realm } = await gateOf(DOORS);
  const { gate } = await fetchDirectory(DOORS, realm, owner);
  const opening = await readOpening(bytesOf(consent.opening), realm, owner);
  const grantee = { holder: keys.holder, sign: keys.sign };
  const looking = { ...grantee, organisation, person };
  const wraps = consent.wraps.map((wrap) => epochWrap(JSON.parse(wrap) as Json, 'wrap'));
  const epochs = await Promise.all(wraps.map((wrap) => openGranted(wrap, opening, keys.kem.privateKey)));
  const list = await listGrantedEntries(DOORS, gate, opening.consent, looking);
  const newestFirst = [...list.entries].reverse();
  const outcomes = new Map<string, ListedEntry>();
  let missing = 0;
  const soFar = (): OwnEntries => ({
    entries: newestFirst.flatMap(({ header }): OwnEntry[] => {
      const outcome = outcomes.get(header.entryId);
      const place = { door, header };
      return outcome ? [{ id: header.entryId, category: header.category, outcome, place }] : [];
    }),
    unreadable: list.unreadable + missing,
  });
  for (let start = 0; start < newestFirst.length; start += MAX_ENTRIES) {
    const envelopes = newestFirst.slice(start, start + MAX_ENTRIES);
    const { purpose } = opening;
    const asked = { opening, gate, envelopes, epochs, purpose, organisation, person, grantee };
    const reading = opening.once ? { ...asked, session: await sessionOf(request) } : asked;
    const released = await requestRelease(DOORS, reading, (opened) => {
      if (opening.once) noteLook(request, { at: Date.now() });
      for (const [id, outcome] of opened) outcomes.set(id, outcome);
      onOpened(soFar());
    }).catch((error: unknown) => {
      if (error instanceof NodesError && error.code === 'CONSENT_USED') foundUsed(request);
      throw error;
    });
    missing += released.missing.length;
  }
  if (opening.once && newestFirst.length > 0) endLook(request);
  return soFar();
}
