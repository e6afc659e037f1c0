import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, lengthPrefixed, uint32, utf8, type Bytes } from '../src/bytes.js';
import { derive, gcm, labelledHash, sha256 } from '../src/hashing.js';
import { entryInfo, headerBytes, shareContext, type Header, type SealedFor } from '../src/header.js';
import {
  canonicalBytes,
  hasShare,
  listed,
  newKeyPair,
  openKeybag,
  openOwnEntry,
  openReleasedEntry,
  patientKeysOf,
  readDirectory,
  readEnvelope,
  sealEntry,
  type Envelope,
  type EpochKey,
  type GivenShare,
  type Json,
  type PatientKeys,
  type Pseudonym,
} from '../src/index.js';
import { checkShare } from '../src/shares.js';
import { deriveKeyPair, open, seal, type Binding, type Sealed } from '../src/suite.js';
import { changedAt, leavesOf } from './changes.js';
import { REALM, draft, newWorld } from './world.js';

/** A record of this format as it was written once. What no longer opens it is another format, and needs another name. */
const stored = JSON.parse(readFileSync(new URL('vectors/entry.json', import.meta.url), 'utf8')) as {
  readonly rootSecret: string;
  readonly pseudonym: Pseudonym;
  readonly epochSeed: string;
  readonly nodes: readonly { readonly id: string; readonly kemPrivateKey: string }[];
  readonly directory: Json;
  readonly entry: { readonly [key: string]: Json };
  readonly keybag: { readonly code: string; readonly rootSecret: string; readonly bytes: Json };
};

let envelope: Envelope;
let keys: PatientKeys;
let epoch: EpochKey;
let gateKey: Bytes;
/** The shares of the three nodes. */
let shares: GivenShare[];
/** Everything that is sealed for the entry. */
let sealedThings: {
  readonly name: string;
  readonly to: Bytes;
  readonly sealed: Sealed;
  readonly of: SealedFor;
}[];

beforeAll(async () => {
  envelope = readEnvelope(canonicalBytes(stored.entry));
  keys = await patientKeysOf(fromHex(stored.rootSecret));
  const seed = fromHex(stored.epochSeed);
  epoch = { category: 'medications', epoch: 1, seed, ...(await deriveKeyPair(seed)) };
  sealedThings = [
    { name: 'wrap', to: epoch.privateKey, sealed: envelope.wrap, of: 'content' },
    { name: 'own', to: keys.kem.privateKey, sealed: envelope.own, of: 'patient' },
    ...stored.nodes.map(({ id, kemPrivateKey }, i) => ({
      name: id,
      to: fromHex(kemPrivateKey),
      sealed: envelope.shares[i]!,
      of: { node: id },
    })),
  ];
  const opened = await Promise.all(
    sealedThings.slice(1).map(async (thing) => open(thing.to, thing.sealed, await bindingOf(thing.of))),
  );
  gateKey = opened[0]!;
  shares = opened.slice(1).map((share, index) => ({ index, share }));
});

/** What HPKE's `info` of a sealed thing consists of, in this order (README, Entry). */
async function fieldsOf(header: Header, of: SealedFor): Promise<(readonly [string, Bytes])[]> {
  const isNode = typeof of !== 'string';
  return [
    ['label', utf8('custodia/entry/v1')],
    ['purpose', utf8(isNode ? 'node' : of)],
    ['node', utf8(isNode ? of.node : '')],
    ['chainId', utf8(String(header.chainId))],
    ['registry', utf8(header.registry)],
    ['pseudonym', utf8(header.pseudonym)],
    ['category', utf8(header.category)],
    ['epoch', uint32(header.epoch)],
    ['entryId', utf8(header.entryId)],
    ['gateSet', utf8(header.gateSet)],
    ['header', await sha256(canonicalBytes(stored.entry['header']!))],
  ];
}

const NOTHING = new Uint8Array(0);

async function bindingOf(of: SealedFor, info?: Bytes): Promise<Binding> {
  const bound = info ?? lengthPrefixed(...(await fieldsOf(envelope.header, of)).map(([, value]) => value));
  if (of !== 'content') return { info: bound, aad: NOTHING };
  const { header, ct } = envelope;
  const aad = await sha256(concat(headerBytes(header), ct));
  return { info: bound, aad, psk: { key: gateKey, id: utf8(header.entryId) } };
}

describe('a record that was sealed once', () => {
  it('opens for its patient, and with the shares of any two nodes', async () => {
    expect((await openOwnEntry(envelope, epoch, keys)).body).toEqual(draft().body);
    for (const two of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      const given = two.map((i) => shares[i]!);
      expect((await openReleasedEntry(envelope, epoch, given)).body).toEqual(draft().body);
    }
  });

  it('has a directory and a keybag that are read today', async () => {
    expect(keys.pseudonym).toBe(stored.pseudonym);
    const directory = await readDirectory(canonicalBytes(stored.directory), REALM, stored.pseudonym);
    expect(directory.epochs[0]?.publicKey).toEqual(epoch.publicKey);
    const { code, bytes, rootSecret } = stored.keybag;
    const opened = await openKeybag(canonicalBytes(bytes), { kind: 'recovery-code', code });
    expect(opened.rootSecret).toEqual(fromHex(rootSecret));
  });
});

describe('every binding holds in turn', () => {
  it('of info: what is sealed opens with all fields, and with none of them left out or another', async () => {
    for (const { name, to, sealed, of } of sealedThings) {
      const fields = await fieldsOf(envelope.header, of);
      const whole = lengthPrefixed(...fields.map(([, value]) => value));
      expect(await entryInfo(envelope.header, of), name).toEqual(whole);
      expect((await open(to, sealed, await bindingOf(of, whole))).length, name).toBeGreaterThan(0);
      for (const [i, [field, value]] of fields.entries()) {
        const without = lengthPrefixed(...fields.flatMap(([, each], k) => (k === i ? [] : [each])));
        const other = value.length === 0 ? utf8('x') : value.map((byte, k) => (k === 0 ? byte ^ 1 : byte));
        const changed = lengthPrefixed(...fields.map(([, each], k) => (k === i ? other : each)));
        for (const info of [without, changed])
          await expect(open(to, sealed, await bindingOf(of, info)), `${name} ${field}`).rejects.toMatchObject(
            {
              code: 'WRONG_KEY',
            },
          );
      }
    }
  });

  it('of header and ciphertext, to the content key; of the gate key and its name, too', async () => {
    const { header, ct, wrap } = envelope;
    const good = await bindingOf('content');
    const bare: Record<string, Binding> = {
      'no header': { ...good, aad: await sha256(ct) },
      'no ciphertext': { ...good, aad: await sha256(headerBytes(header)) },
      'nothing beside it': { ...good, aad: NOTHING },
      'no gate key': { info: good.info, aad: good.aad },
      'another gate key': { ...good, psk: { key: new Uint8Array(32), id: good.psk!.id } },
      'another name of it': { ...good, psk: { key: gateKey, id: utf8('another') } },
    };
    expect((await open(epoch.privateKey, wrap, good)).length).toBe(32);
    for (const [name, binding] of Object.entries(bare))
      await expect(open(epoch.privateKey, wrap, binding), name).rejects.toMatchObject({ code: 'WRONG_KEY' });
  });

  it('of the header, to the content itself', async () => {
    const { header, ct } = envelope;
    const { contentKey } = await openOwnEntry(envelope, epoch, keys);
    const key = await derive(contentKey, 'body/v1', NOTHING, 32);
    const opened = (aad: Bytes) => gcm(key, 'decrypt', ct, new Uint8Array(12), aad);
    expect((await opened(headerBytes(header))).length).toBeGreaterThan(0);
    await expect(opened(NOTHING)).rejects.toThrow();
  });

  it('of every single value of header and share, at the node that opens the share', async () => {
    const node = {
      id: stored.nodes[0]!.id,
      place: 0,
      kemPrivateKey: fromHex(stored.nodes[0]!.kemPrivateKey),
    };
    expect(await hasShare(node, envelope)).toBe(true);
    const { header, shares: sealedShares } = stored.entry as Record<'header' | 'shares', Json>;
    const own = (sealedShares as readonly Json[])[0]!;
    const places = leavesOf({ header: header!, shares: [own] });
    expect(places.length).toBeGreaterThan(12);
    for (const place of places) {
      const changed = canonicalBytes(changedAt(stored.entry, place));
      // Of another suite or version, or no curve point: not even read.
      const read = await (async () => hasShare(node, readEnvelope(changed)))().catch(() => false);
      expect(read, place.join('.')).toBe(false);
    }
  });
});

describe('a share that is moved into another record', () => {
  /**
   * The thief has a record of her own and puts the victim's sealed share into an entry of it. Shares are bound to their
   * entry twice: as they are sealed, and by their hash.
   */
  async function isHandedOut(
    infoOf: (header: Header) => Promise<Bytes>,
    contextOf: (header: Header) => Bytes,
  ): Promise<boolean> {
    const thief = await newWorld();
    const { envelope: own } = await sealEntry(thief.directory, 'medications', draft(), thief.author);
    const node = await newKeyPair();
    const { share } = shares[0]!;
    const hash = await labelledHash('share/v1', contextOf(envelope.header), uint32(0), share);
    const stolen = await seal(node.publicKey, share, { info: await infoOf(envelope.header), aad: NOTHING });
    const header = { ...own.header, shareHashes: [hash, ...own.header.shareHashes.slice(1)] };
    try {
      const given = await open(node.privateKey, stolen, { info: await infoOf(header), aad: NOTHING });
      await checkShare({ index: 0, share: given }, header.shareHashes, contextOf(header));
      return true;
    } catch {
      return false;
    }
  }
  const bound = (header: Header) => entryInfo(header, { node: 'node-a' });
  const unbound = async () => utf8('custodia/entry/v1');

  it('is not handed out; it is where both bindings are gone, and one alone still holds', async () => {
    expect(await isHandedOut(bound, shareContext)).toBe(false);
    expect(await isHandedOut(unbound, shareContext)).toBe(false);
    expect(await isHandedOut(bound, () => NOTHING)).toBe(false);
    expect(await isHandedOut(unbound, () => NOTHING)).toBe(true);
  });
});

it('a list shows what does not open as one unreadable line', async () => {
  const cut = { ...envelope, ct: envelope.ct.slice(1) };
  expect(await listed(openOwnEntry(cut, epoch, keys))).toMatchObject({ kind: 'unreadable' });
});
