import { sameBytes } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import {
  agreedDirectory,
  readDirectory,
  signDirectory,
  type Directory,
  type PublishedEpoch,
} from '../directory.js';
import { VaultError } from '../errors.js';
import type { PatientKeys, Realm } from '../identity.js';
import { NodesError, askAll, enough, type NodeDoor } from './doors.js';
import { publishDirectory } from './records.js';

/** Devices of one patient that publish at once meet each other; more rounds than devices are never needed. */
const ROUNDS = 8;

/**
 * Publishes epochs beside those that stand in the directory already. Where another device publishes at the same moment,
 * what it published is read and carried on: in the end, two nodes agree on a directory that has them all.
 * @returns that directory. @throws NodesError, VaultError
 */
export async function publishEpochs(
  doors: readonly NodeDoor[],
  keys: PatientKeys,
  realm: Realm,
  epochs: readonly PublishedEpoch[],
): Promise<Directory> {
  for (let round = 1; ; round++) {
    const { newest, agreed, published: before } = await standing(doors, keys, realm);
    if (agreed?.version === newest.version && hasAll(agreed, epochs)) return agreed;
    const published = await signDirectory(keys, realm, {
      version: newest.version + 1,
      gate: newest.gate,
      epochs: together(before, epochs),
    });
    try {
      await publishDirectory(doors, keys.pseudonym, published);
    } catch (error) {
      if (!(error instanceof NodesError) || !isOvertaken(error) || round === ROUNDS) throw error;
    }
  }
}

/** What the nodes have: the newest directory that any of them gave under the patient's signature, and the agreed one. */
async function standing(doors: readonly NodeDoor[], { pseudonym }: PatientKeys, realm: Realm) {
  const path = `/patients/${pseudonym}/directory`;
  const given = enough(await askAll(doors, async () => ({ path }), canonicalBytes));
  const read = await Promise.all(given.map((bytes) => readDirectory(bytes, realm, pseudonym)));
  const [newest] = read.sort((a, b) => b.version - a.version);
  const agreed = await agreedDirectory(given, realm, pseudonym).catch((error: unknown) => {
    // Two devices were each taken by one node: whatever is published next settles it.
    if (error instanceof VaultError && error.code === 'DIRECTORY_NOT_AGREED') return undefined;
    throw error;
  });
  return { newest: newest!, agreed, published: read.flatMap(({ epochs }) => epochs) };
}

function isOvertaken({ failures }: NodesError): boolean {
  return failures.some(({ code }) => code === 'DIRECTORY_OLDER');
}

function hasAll({ epochs }: Directory, wanted: readonly PublishedEpoch[]): boolean {
  return wanted.every(({ category, epoch, publicKey }) =>
    epochs.some(
      (one) => one.category === category && one.epoch === epoch && sameBytes(one.publicKey, publicKey),
    ),
  );
}

/** Where one epoch has two keys, ours counts: it is the one that is kept, and entries under another would not open. */
function together(
  published: readonly PublishedEpoch[],
  ours: readonly PublishedEpoch[],
): readonly PublishedEpoch[] {
  const named = ({ category, epoch }: PublishedEpoch) => `${category} ${String(epoch).padStart(10, '0')}`;
  const all = new Map([...published, ...ours].map((one) => [named(one), one]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
