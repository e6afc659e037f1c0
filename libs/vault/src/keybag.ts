import { randomBytes, sameBytes, toBase64Url, type Bytes } from './bytes.js';
import { canonicalBytes, parseCanonical, type Json } from './canonical.js';
import { VaultError } from './errors.js';
import { derive, mac } from './hashing.js';
import { patientKeysOf, pseudonym, type Pseudonym } from './identity.js';
import { bytes, integer, list, record, type Read } from './shape.js';
import { SUITE, suite, version } from './suite.js';
import {
  fits,
  unwrapWith,
  wrap,
  wrapFor,
  wrapJson,
  wrongUnlocker,
  type Unlocker,
  type Wrap,
} from './unlockers.js';

const LEAST_KINDS = 2;

const keybagFields = record({
  v: version(1),
  suite,
  pseudonym,
  version: integer(1),
  wraps: list(wrap, LEAST_KINDS, 20),
  // Nothing fills it: a way is taken away with a new record. Keybags that are kept have the word under their MAC.
  former: list(bytes(), 0, 0),
  mac: bytes(32),
});

/** A keybag as it was read: nothing in it is proven before it is opened. */
export type Keybag = Read<typeof keybagFields>;

/** An opened keybag. */
export interface OpenKeybag {
  /** Its canonical bytes, as they are kept by the nodes. */
  readonly bytes: Bytes;
  readonly bag: Keybag;
  readonly rootSecret: Bytes;
}

/** A new record's keybag. @throws VaultError TOO_FEW_UNLOCKERS without two kinds of unlockers */
export async function createKeybag(unlockers: readonly Unlocker[]): Promise<OpenKeybag> {
  if (new Set(unlockers.map(({ kind }) => kind)).size < LEAST_KINDS) {
    throw new VaultError(
      'TOO_FEW_UNLOCKERS',
      'A record needs two different ways to open it: with one alone, losing that one loses the record.',
    );
  }
  const rootSecret = randomBytes(32);
  const { pseudonym: owner } = await patientKeysOf(rootSecret);
  const wraps: Wrap[] = [];
  // One after the other: each passphrase takes 64 MiB.
  for (const unlocker of unlockers) wraps.push(await wrapFor(unlocker, rootSecret, owner));
  return finish({ v: 1, suite: SUITE, pseudonym: owner, version: 1, wraps, former: [] }, rootSecret);
}

/** Reads a keybag, for its pseudonym, its version and which unlockers it has. @throws VaultError */
export function readKeybag(from: Uint8Array): Keybag {
  return keybagFields(parseCanonical(from), 'keybag');
}

/**
 * Opens a keybag.
 * @param pinned The highest version that this device has seen; 0 on a new device.
 * @throws VaultError of the unlocker, or KEYBAG_ALTERED, KEYBAG_ROLLED_BACK
 */
export async function openKeybag(from: Uint8Array, unlocker: Unlocker, pinned = 0): Promise<OpenKeybag> {
  const bag = readKeybag(from);
  const fitting = bag.wraps.filter((each) => fits(unlocker, each));
  if (fitting.length === 0)
    throw new VaultError('UNLOCKER_MISSING', 'This record has no such way to open it.', unlocker.kind);
  const rootSecret = await firstOpened(fitting, unlocker, bag.pseudonym);
  await checkBag(bag, rootSecret, pinned);
  return { bytes: new Uint8Array(from), bag, rootSecret };
}

/** The same record with one more unlocker. */
export async function addUnlocker({ bag, rootSecret }: OpenKeybag, unlocker: Unlocker): Promise<OpenKeybag> {
  const { mac: _, ...rest } = bag;
  const wraps = [...bag.wraps, await wrapFor(unlocker, rootSecret, bag.pseudonym)];
  return finish({ ...rest, version: bag.version + 1, wraps }, rootSecret);
}

async function finish(bag: Omit<Keybag, 'mac'>, rootSecret: Bytes): Promise<OpenKeybag> {
  const json = jsonOf(bag);
  const whole = canonicalBytes({ ...json, mac: toBase64Url(await macOf(json, rootSecret)) });
  return { bytes: whole, bag: readKeybag(whole), rootSecret };
}

async function firstOpened(wraps: readonly Wrap[], unlocker: Unlocker, owner: Pseudonym): Promise<Bytes> {
  for (const each of wraps) {
    try {
      return await unwrapWith(unlocker, each, owner);
    } catch (error) {
      const wrong = wrongUnlocker(unlocker.kind);
      if (!(error instanceof VaultError) || error.code !== wrong.code) throw error;
    }
  }
  throw wrongUnlocker(unlocker.kind);
}

async function checkBag({ mac: given, ...bag }: Keybag, rootSecret: Bytes, pinned: number): Promise<void> {
  const { pseudonym: owner } = await patientKeysOf(rootSecret);
  if (owner !== bag.pseudonym || !sameBytes(given, await macOf(jsonOf(bag), rootSecret)))
    throw new VaultError('KEYBAG_ALTERED', 'Somebody else than you changed what opens this record.');
  if (bag.version < pinned) {
    throw new VaultError(
      'KEYBAG_ROLLED_BACK',
      'You were given an older list of what opens this record than this device has seen.',
    );
  }
}

async function macOf(json: Json, rootSecret: Bytes): Promise<Bytes> {
  return mac(await derive(rootSecret, 'keybag-mac/v1', new Uint8Array(0), 32), canonicalBytes(json));
}

function jsonOf({ wraps, former, ...rest }: Omit<Keybag, 'mac'>) {
  return { ...rest, wraps: wraps.map(wrapJson), former: former.map(toBase64Url) };
}
