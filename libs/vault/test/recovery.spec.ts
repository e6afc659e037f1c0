import { beforeAll, describe, expect, it } from 'vitest';
import { combine } from 'shamir-secret-sharing';
import {
  CONTACTS,
  CONTACTS_NEEDED,
  addUnlocker,
  canonicalBytes,
  combineRecovery,
  createKeybag,
  fingerprintOf,
  handOver,
  makeRecoveryKit,
  mayRecover,
  newKeyPair,
  newPassphrase,
  newRecoveryCode,
  openKeybag,
  parseCanonical,
  patientKeysOf,
  readRecoveryKit,
  type HandedOver,
  type KeyPair,
  type RecoveryKit,
} from '../src/index.js';
import { combineShares, splitSecret } from '../src/shares.js';
import { NOW, REALM, newGate, newWorld, type TestNode } from './world.js';

let kit: RecoveryKit;
let kitBytes: Uint8Array;
let secret: Uint8Array<ArrayBuffer>;
let contacts: KeyPair[];
let nodes: TestNode[];
let recovery: KeyPair;
let rootSecret: Uint8Array<ArrayBuffer>;
let keybag: Uint8Array;

beforeAll(async () => {
  const code = { kind: 'recovery-code', code: newRecoveryCode() } as const;
  const first = await createKeybag([code, { kind: 'passphrase', passphrase: newPassphrase() }]);
  ({ rootSecret } = first);
  const patient = await patientKeysOf(rootSecret);
  contacts = await Promise.all(Array.from({ length: 5 }, newKeyPair));
  const gate = await newGate();
  ({ nodes } = gate);
  const keys = contacts.map(({ publicKey }) => publicKey);
  const made = await makeRecoveryKit(patient, REALM, keys, gate.gate);
  ({ secret } = made);
  kitBytes = made.kit;
  kit = await readRecoveryKit(kitBytes, REALM, patient.pseudonym);
  ({ bytes: keybag } = await addUnlocker(first, { kind: 'contacts', secret }));
  recovery = await newKeyPair();
});

async function handed(fromContacts: readonly number[], fromNodes: readonly number[]): Promise<HandedOver[]> {
  const of = (by: 'contact' | 'node', index: number, key: Uint8Array<ArrayBuffer>) =>
    handOver(kit, { by, index }, key, recovery.publicKey).then((sealed) => ({ by, index, sealed }));
  return Promise.all([
    ...fromContacts.map((i) => of('contact', i, contacts[i]!.privateKey)),
    ...fromNodes.map((i) => of('node', i, nodes[i]!.kemPrivateKey)),
  ]);
}

describe('recovery by contacts', () => {
  it.each([
    [
      [0, 1, 2],
      [0, 1],
    ],
    [
      [4, 2, 0],
      [2, 1],
    ],
    [
      [0, 1, 2, 3, 4],
      [0, 1, 2],
    ],
  ])('opens the record with contacts %j and nodes %j', async (fromContacts, fromNodes) => {
    const given = await combineRecovery(kit, await handed(fromContacts, fromNodes), recovery);
    expect(given).toEqual(secret);
    expect((await openKeybag(keybag, { kind: 'contacts', secret: given })).rootSecret).toEqual(rootSecret);
  });

  it.each([
    [
      [0, 1],
      [0, 1, 2],
    ],
    [[0, 1, 2, 3, 4], [0]],
    [[0, 1, 2, 3, 4], []],
    [[], [0, 1, 2]],
  ])('does not with contacts %j and nodes %j alone', async (fromContacts, fromNodes) => {
    await expect(combineRecovery(kit, await handed(fromContacts, fromNodes), recovery)).rejects.toMatchObject(
      { code: 'TOO_FEW_SHARES' },
    );
  });

  it('says which contact gave a wrong share', async () => {
    const good = await handed([0, 1, 2], [0, 1]);
    const swapped = good.map((each, i) => (i === 1 ? { ...each, sealed: good[2]!.sealed } : each));
    await expect(combineRecovery(kit, swapped, recovery)).rejects.toMatchObject({
      code: 'WRONG_SHARE',
      which: 1,
    });
    const another = await newKeyPair();
    await expect(combineRecovery(kit, good, another)).rejects.toMatchObject({
      code: 'WRONG_SHARE',
      which: 0,
    });
  });

  it('would be given some other secret by a scheme without hashes, and not notice', async () => {
    const { shares, hashes } = await splitSecret(secret, CONTACTS, CONTACTS_NEEDED, new Uint8Array(0));
    const given = shares.slice(0, CONTACTS_NEEDED).map((share, index) => ({ index, share }));
    const wrong = given.map((each, i) => (i === 1 ? { ...each, share: altered(each.share) } : each));
    const combined = (parts: typeof given) =>
      combineShares(parts, hashes, CONTACTS_NEEDED, new Uint8Array(0));
    expect(await combined(given)).toEqual(secret);
    await expect(combined(wrong)).rejects.toMatchObject({ code: 'WRONG_SHARE', which: 1 });
    // The planted weakness: nobody holds the parts against their hashes.
    const unchecked = await combine(wrong.map(({ share }) => share));
    expect([unchecked.length, Buffer.compare(unchecked, secret) === 0]).toEqual([secret.length, false]);
  });

  it('gives nobody a share but whom it was sealed to', async () => {
    const wrong = handOver(kit, { by: 'contact', index: 0 }, contacts[1]!.privateKey, recovery.publicKey);
    await expect(wrong).rejects.toMatchObject({ code: 'WRONG_KEY' });
    const asNode = handOver(kit, { by: 'node', index: 0 }, contacts[0]!.privateKey, recovery.publicKey);
    await expect(asNode).rejects.toMatchObject({ code: 'WRONG_KEY' });
    const missing = handOver(kit, { by: 'contact', index: 7 }, contacts[0]!.privateKey, recovery.publicKey);
    await expect(missing).rejects.toMatchObject({ code: 'WRONG_KEY' });
  });

  it('goes by no kit that the patient did not sign', async () => {
    const json = parseCanonical(kitBytes) as { readonly contactHashes: readonly string[] };
    const [first, ...rest] = json.contactHashes;
    const changed = canonicalBytes({ ...json, contactHashes: [...rest, first!] });
    await expect(readRecoveryKit(changed, REALM, kit.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
    const stranger = await newWorld();
    await expect(readRecoveryKit(kitBytes, REALM, stranger.patient.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });
  });

  it('goes by no kit of another ledger, and by none that names a contact twice', async () => {
    const elsewhere = { ...REALM, chainId: 1 };
    await expect(readRecoveryKit(kitBytes, elsewhere, kit.pseudonym)).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });
    const [a, b, c, d] = contacts.map(({ publicKey }) => publicKey);
    const { patient, gate } = await newWorld();
    await expect(makeRecoveryKit(patient, REALM, [a!, b!, c!, d!, a!], gate)).rejects.toMatchObject({
      code: 'MALFORMED',
    });
  });

  it('waits two days at the nodes, in which it can be cancelled', () => {
    const asked = { askedAt: NOW, cancelled: false };
    expect(mayRecover(asked, NOW + 48 * 3600 - 1)).toBe(false);
    expect(mayRecover(asked, NOW + 48 * 3600)).toBe(true);
    expect(mayRecover({ ...asked, cancelled: true }, NOW + 48 * 3600)).toBe(false);
  });

  it('is for a key whose fingerprint two people can compare', async () => {
    const fingerprint = await fingerprintOf(recovery.publicKey);
    expect(fingerprint).toMatch(/^\d{5}( \d{5}){4}$/);
    expect(await fingerprintOf(recovery.publicKey)).toBe(fingerprint);
    expect(await fingerprintOf((await newKeyPair()).publicKey)).not.toBe(fingerprint);
  });
});

function altered(share: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return share.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
}
