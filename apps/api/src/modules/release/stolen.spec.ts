import { startScratchPostgres, type RunningPart } from '@custodia/embedded';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkPassphrase,
  createKeybag,
  envelopeBytes,
  keepEpoch,
  newKeyPair,
  newPassphrase,
  newRecoveryCode,
  openKeybag,
  openOwnEntry,
  openReleased,
  openReleasedEntry,
  ownEpoch,
  patientKeysOf,
  readEnvelope,
  releaseShares,
  type Bytes,
  type Envelope,
  type EpochWrap,
  type GivenShare,
  type OpenKeybag,
  type PatientKeys,
  type Unlocker,
} from '@custodia/vault';
import { listOwnEntries, requestRelease } from '@custodia/vault/nodes';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import {
  dispensed,
  granted,
  newPatient,
  newReader,
  type BenchGrant,
  type BenchPatient,
} from '../../testing/patients.js';
import { readingOf } from '../../testing/readings.js';
import { onDisk, rowsOf, valuesOf } from '../../testing/stolen.js';
import { NodeKeys } from './node-keys.js';

const bytes = (length: number): Bytes => new Uint8Array(randomBytes(length));

/** Of its own: what other databases write would push what is looked for out of the write-ahead log. */
let server: RunningPart;
let bench: NodesBench;
let patient: BenchPatient;
let grant: BenchGrant;
let envelopes: Envelope[];
/** What the main API keeps of the record: the epochs' keys, sealed to the patient. */
let wraps: EpochWrap[];
/** And its keybag, with every kind of unlocker. */
let keybag: OpenKeybag;
let first: DataSource;
beforeAll(async () => {
  server = await startScratchPostgres();
  bench = await openNodesBench(undefined, server.url);
  keybag = await createKeybag(Object.values(unlockers));
  patient = await newPatient(bench, keybag.rootSecret);
  envelopes = await dispensed(bench, patient, 2);
  grant = await granted(bench, patient, await newReader());
  await requestRelease(bench.doors, readingOf(grant, patient, envelopes, reader));
  const { epochs, realm, keys } = patient;
  wraps = await Promise.all(epochs.map((epoch) => keepEpoch(epoch, realm, keys)));
  first = bench.nodes[0]!.app.get(DataSource);
});
afterAll(async () => {
  await bench.close();
  await server.stop();
});

const unlockers = {
  passphrase: { kind: 'passphrase', passphrase: newPassphrase() },
  code: { kind: 'recovery-code', code: newRecoveryCode() },
  passkey: { kind: 'passkey', credentialId: bytes(16), prf: bytes(32) },
  contacts: { kind: 'contacts', secret: bytes(32) },
} as const satisfies Record<string, Unlocker>;

/** Secrets of patient and reader, of which none may lie with a node. */
const secrets = () =>
  [
    patient.rootSecret,
    patient.keys.sign.privateKey,
    patient.keys.kem.privateKey,
    patient.keys.log.privateKey,
    unlockers.passkey.prf,
    unlockers.contacts.secret,
    ...patient.epochs.flatMap(({ seed, privateKey }) => [seed, privateKey]),
    grant.reader.kem.privateKey,
    grant.reader.sign.privateKey,
  ].map((secret) => Buffer.from(secret));
const reader = { organisation: 'Clinic of the thief', person: 'Dr Raffles' };
const WORDS = [
  unlockers.passphrase.passphrase,
  unlockers.code.code,
  'medicine',
  'MedicationDispense',
  'Harbor Pharmacy',
  ...Object.values(reader),
];

const isIn = (bytes: Buffer, wanted: readonly Buffer[]) => wanted.filter((one) => bytes.includes(one));

/** What the node's key file opens to, and every value of its rows that is as long as a key. */
async function keysAtHand(): Promise<Bytes[]> {
  const { app, config } = bench.nodes[0]!;
  const { kem, sign } = app.get(NodeKeys);
  const anchor = Buffer.from(config.anchorKey.slice(2), 'hex');
  const own = [config.kemKey, config.signKey, anchor, kem.privateKey, sign.privateKey].map(Buffer.from);
  const values = (await valuesOf(first)).filter((value) => Buffer.isBuffer(value) && value.length === 32);
  return [...own, ...(values as Buffer[])].map((value) => new Uint8Array(value));
}

/** Tries every key as everything that could open an entry. @returns how many entries opened */
async function opened(keys: readonly Bytes[]): Promise<number> {
  const stolen = (await first.query<{ envelope: Buffer }[]>('SELECT envelope FROM entry')).map(
    ({ envelope }) => readEnvelope(envelope),
  );
  const own = await ownShares(stolen);
  const found = new Set<string>();
  const attempt = async (work: (envelope: Envelope) => Promise<unknown>) => {
    for (const envelope of stolen)
      await work(envelope).then(
        () => found.add(envelope.header.entryId),
        () => undefined,
      );
  };
  for (const key of keys) {
    // As the patient's root secret, as the key that gate keys and epochs are sealed to, as an epoch's key.
    const whole = await patientKeysOf(key);
    for (const guess of [whole, { ...whole, kem: { ...whole.kem, privateKey: key } }]) {
      const claimed: PatientKeys = { ...guess, pseudonym: patient.keys.pseudonym };
      await attempt(async (envelope) => {
        const wrap = wraps.find(({ category }) => category === envelope.header.category)!;
        return openOwnEntry(envelope, await ownEpoch(wrap, patient.realm, claimed), claimed);
      });
    }
    const epoch = { category: 'medications', epoch: 1, seed: key, publicKey: key, privateKey: key } as const;
    await attempt((envelope) => {
      const shares = [own.get(envelope.header.entryId)!, { index: 1, share: key }];
      return openReleasedEntry(envelope, epoch, shares);
    });
  }
  return found.size;
}

/** Every text of the rows that a passphrase or a recovery code could be: what is written with hexadecimal digits is none. */
async function textsAtHand(): Promise<string[]> {
  const texts = (await valuesOf(first)).filter((value) => typeof value === 'string');
  return [...new Set(texts)].filter(
    (text) => text.length < 60 && !/^[-0-9a-fx]+$/.test(text) && isPassphrase(text),
  );
}

function isPassphrase(text: string): boolean {
  try {
    checkPassphrase(text);
    return true;
  } catch {
    return false;
  }
}

/** Tries every key and every text as every way to open the keybag. @returns the ways that opened it */
async function waysOpened(keys: readonly Bytes[], texts: readonly string[]): Promise<string[]> {
  const { credentialId } = unlockers.passkey;
  const guesses: Unlocker[] = [
    ...keys.map((secret) => ({ kind: 'contacts', secret }) as const),
    ...keys.map((prf) => ({ kind: 'passkey', credentialId, prf }) as const),
    ...texts.map((code) => ({ kind: 'recovery-code', code }) as const),
    ...texts.map((passphrase) => ({ kind: 'passphrase', passphrase }) as const),
  ];
  const found = new Set<string>();
  for (const guess of guesses)
    await openKeybag(keybag.bytes, guess).then(
      () => found.add(guess.kind),
      () => undefined,
    );
  return [...found];
}

/** What the node's keys do open: its own share of each entry. */
async function ownShares(stolen: readonly Envelope[]): Promise<ReadonlyMap<string, GivenShare>> {
  const { id, kem } = bench.nodes[0]!.app.get(NodeKeys);
  const session = await newKeyPair();
  const request = { requestHash: `0x${'00'.repeat(32)}`, sessionKey: session.publicKey } as const;
  const released = await releaseShares({ id, place: 0, kemPrivateKey: kem.privateKey }, stolen, request);
  return (await openReleased(released, stolen, request.requestHash, session.privateKey)).shares;
}

describe('a stolen database of a node, with its write-ahead log and the node’s keys', () => {
  it('holds none of the node’s own keys', async () => {
    const { app, config } = bench.nodes[0]!;
    const { kem, sign } = app.get(NodeKeys);
    const own = [config.kemKey, config.signKey, kem.privateKey, sign.privateKey].map((key) =>
      Buffer.from(key),
    );
    const known = Buffer.from(sign.publicKey);
    // That the search would find something.
    await first.query('CREATE TABLE known (key bytea)');
    await first.query('INSERT INTO known VALUES ($1)', [known]);
    const { tables, log } = await onDisk(first, [...own, known]);
    for (const found of [isIn(await rowsOf(first), [...own, known]), tables, log])
      expect(found).toEqual([known]);
    await first.query('DROP TABLE known');
  });

  it('holds no secret and no word of the record, in its rows or on its disk', async () => {
    const wanted = [...secrets(), ...WORDS.map((word) => Buffer.from(word))];
    // That the search would find something: what a node does know stands in all of them.
    const known = Buffer.from(patient.keys.pseudonym);
    await first.query('CREATE TABLE known (pseudonym text)');
    await first.query('INSERT INTO known VALUES ($1)', [patient.keys.pseudonym]);
    const { tables, log } = await onDisk(first, [...wanted, known]);
    for (const found of [isIn(await rowsOf(first), [...wanted, known]), tables, log])
      expect(found).toEqual([known]);
    await first.query('DROP TABLE known');
  });

  it('opens nothing, whatever value is tried as whatever key; the root secret opens all of it', async () => {
    const keys = await keysAtHand();
    expect(keys.length).toBeGreaterThan(5);
    expect(await opened(keys)).toBe(0);
    expect(await opened([patient.rootSecret])).toBe(envelopes.length);
    const own = await listOwnEntries(bench.doors, patient.gate, patient.keys);
    expect(own.entries.map(envelopeBytes)).toEqual(envelopes.map(envelopeBytes));
  });

  it('of a careless node gives it all away, even what it deleted', async () => {
    // The planted weakness: the root secret was in a row for a moment.
    await first.query('CREATE TABLE careless (secret bytea)');
    await first.query('INSERT INTO careless VALUES ($1)', [Buffer.from(patient.rootSecret)]);
    expect(await opened(await keysAtHand())).toBe(envelopes.length);
    await first.query('DROP TABLE careless');
    const { log } = await onDisk(first, secrets());
    expect(isIn(await rowsOf(first), secrets())).toEqual([]);
    expect(log).toEqual([Buffer.from(patient.rootSecret)]);
  });

  it('opens no keybag, by any of its ways, the main API’s copy of it stolen, too', async () => {
    const [keys, texts] = [await keysAtHand(), await textsAtHand()];
    expect(await waysOpened(keys, texts)).toEqual([]);
    // The planted weakness: what opens it was noted down, as a helpful service would.
    await first.query('CREATE TABLE helpful (note text, secret bytea)');
    const { passphrase, code, contacts, passkey } = unlockers;
    await first.query('INSERT INTO helpful VALUES ($1, $2), ($3, $4)', [
      passphrase.passphrase,
      Buffer.from(contacts.secret),
      code.code,
      Buffer.from(passkey.prf),
    ]);
    const noted = (await textsAtHand()).filter((text) => !texts.includes(text));
    expect((await waysOpened(await keysAtHand(), noted)).sort()).toEqual([
      'contacts',
      'passkey',
      'passphrase',
      'recovery-code',
    ]);
    await first.query('DROP TABLE helpful');
  });
});
