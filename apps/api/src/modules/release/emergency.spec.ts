import { randomUUID } from 'node:crypto';
import { EMERGENCY_ANCHOR, Role, certifyWriter, encodeCall, toHex, type Hex } from '@custodia/ledger';
import {
  makeEmergencyKit,
  makeEmergencyRequest,
  newEpoch,
  nextEpochs,
  readEmergencyRequest,
  type Category,
  type NewEmergencyKit,
} from '@custodia/vault';
import {
  breakGlass,
  listGrantedEntries,
  publishEpochs,
  putEmergencyKit,
  readLogs,
  requestRelease,
  stopConsent,
} from '@custodia/vault/nodes';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admitParty } from '../../testing/founding.js';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import {
  dispensed,
  newPatient,
  newReader,
  relayGrant,
  revocationOf,
  seconds,
  writerAt,
  type BenchPatient,
  type BenchReader,
} from '../../testing/patients.js';
import { AnchorsReader } from './anchors.reader.js';

/** A practice: what the bench's own party, a pharmacy, may not, it may. */
const PRACTICE = 91;
const OPERATOR = 7;

let bench: NodesBench;
let reader: BenchReader;
beforeAll(async () => {
  bench = await openNodesBench();
  reader = await newReader();
  const practice = { party: PRACTICE, gln: 9_501_101_530_911n, roles: Role.Prescriber, endpoint: '' };
  const key = bench.chain.accounts[OPERATOR]!.address as Hex;
  await admitParty(bench.contracts.partyRegistry, bench.send, practice, [key]);
});
afterAll(() => bench.close());

/** A patient with two parts of a record, each with an entry. */
async function aPatient(): Promise<BenchPatient> {
  const patient = await newPatient(bench);
  const added = await newEpoch('emergency-summary', 1);
  const epochs = [...patient.epochs, added];
  const directory = await publishEpochs(bench.doors, patient.keys, patient.realm, epochs);
  const mine = { ...patient, epochs, directory };
  await dispensed(bench, mine, 1, 'emergency-summary');
  await dispensed(bench, mine, 1, 'cardiology');
  return mine;
}

let number = 0;
async function optedIn({ keys, realm, gate, epochs }: BenchPatient, days = 30): Promise<NewEmergencyKit> {
  const terms = { number: ++number, notAfter: seconds() + days * 86_400 };
  const kit = await makeEmergencyKit(keys, realm, gate, epochs, terms);
  await putEmergencyKit(bench.doors, keys.pseudonym, kit.bytes);
  await relayGrant(bench, kit.grant);
  return kit;
}

function certificate({ party = PRACTICE, account = OPERATOR, by = reader } = {}) {
  const { chainId } = bench.chain;
  const { partyRegistry } = bench.contracts;
  const terms = {
    party,
    name: 'Riverside Practice',
    signKey: toHex(by.sign.publicKey),
    notAfter: seconds() + 3600,
  };
  return certifyWriter(bench.chain.accounts[account]!.privateKey as Hex, { chainId, partyRegistry }, terms);
}

function request({ keys }: BenchPatient, certified = certificate()) {
  const asked = {
    pseudonym: keys.pseudonym,
    person: 'Dr Eleanor Hale',
    reason: 'unconscious',
    words: 'Found on the street',
    time: seconds(),
  } as const;
  return makeEmergencyRequest(asked, reader.holder, reader.sign, certified);
}

/** The ledger's event, which the party's node sends. */
async function anchored(
  made: Uint8Array,
  { party = PRACTICE, account = OPERATOR, kind = EMERGENCY_ANCHOR } = {},
) {
  const { requestHash } = await readEmergencyRequest(made);
  const operation = `0x${randomUUID().replaceAll('-', '')}` as const;
  const call = { operation, party, kind, root: requestHash, count: 1n };
  await bench.send(bench.contracts.anchorLog, encodeCall('anchorLog', 'anchor', call), account);
}

const broken = (patient: BenchPatient, made: Uint8Array) =>
  breakGlass(bench.doors, patient.realm, made, reader.kem.privateKey);
const atEveryNode = (work: (database: DataSource) => Promise<unknown>) =>
  Promise.all(bench.nodes.map(({ app }) => work(app.get(DataSource))));
const who = { organisation: 'Riverside Practice', person: 'Dr Eleanor Hale' };

/** Everything that the kit's consent lets its reader open. */
async function read(patient: BenchPatient, glass: Awaited<ReturnType<typeof breakGlass>>, by = reader) {
  const { doors } = bench;
  const { opening } = glass.kit;
  const list = await listGrantedEntries(doors, patient.gate, opening.consent, { ...by, ...who });
  return requestRelease(doors, {
    opening,
    gate: patient.gate,
    envelopes: list.entries,
    epochs: glass.epochs,
    purpose: 'BTG',
    grantee: by,
    ...who,
  });
}

describe('an emergency', () => {
  it('opens the summary that the patient left for it, and nothing else, and stands in every log', async () => {
    const patient = await aPatient();
    await optedIn(patient);
    const made = await request(patient);
    await anchored(made);
    const glass = await broken(patient, made);
    expect(glass.until).toBeGreaterThan(seconds());
    const opened = await read(patient, glass);
    expect([...opened.entries.values()].map(({ kind }) => kind)).toEqual(['read']);
    const parts: Category[] = [...new Set(glass.epochs.map(({ category }) => category))];
    expect(parts).toEqual(['emergency-summary']);
    // The same again while the hour lasts: the answer is the same, and the log has one line of it.
    await broken(patient, made);
    const { pending, findings } = await readLogs(bench.doors, patient.gate, patient.keys);
    expect(findings).toEqual([]);
    const lines = pending.filter(({ event }) => event === 'break-glass');
    const { requestHash } = await readEmergencyRequest(made);
    expect(lines.filter((line) => line.requestHash === requestHash)).toHaveLength(3);
    expect(lines.filter((line) => line.requestHash !== requestHash)).toHaveLength(3);
    expect(lines[0]).toMatchObject({
      ...who,
      reason: 'unconscious Found on the street',
      purpose: 'BTG',
      categories: ['emergency-summary'],
    });
  });

  it('opens nothing where the patient left nothing', async () => {
    const patient = await aPatient();
    const made = await request(patient);
    await anchored(made);
    await expect(broken(patient, made)).rejects.toMatchObject({ code: 'EMERGENCY_NOT_ALLOWED' });
    const { pending } = await readLogs(bench.doors, patient.gate, patient.keys);
    const denials = pending.filter(({ event }) => event === 'denial');
    expect(denials.map(({ reason }) => reason)).toEqual(Array(3).fill('EMERGENCY_NOT_ALLOWED'));
  });

  it('opens nothing before the ledger has its event: of this request, of this kind, in the name of who asks', async () => {
    const patient = await aPatient();
    await optedIn(patient);
    const made = await request(patient);
    const refused = () =>
      expect(broken(patient, made)).rejects.toMatchObject({ code: 'EMERGENCY_NOT_ANCHORED' });
    await refused();
    await anchored(await request(patient));
    await refused();
    await anchored(made, { kind: 3 });
    await refused();
    // Another party, with a key of its own, anchors it.
    await anchored(made, { party: 1, account: 1 });
    await refused();
    await anchored(made);
    expect((await broken(patient, made)).epochs).toHaveLength(1);
    // The planted weakness: nodes that take the word of whoever asks for the ledger's.
    const never = await request(patient);
    for (const { app } of bench.nodes) app.get(AnchorsReader).timeOf = async () => seconds();
    try {
      expect((await broken(patient, never)).epochs).toHaveLength(1);
    } finally {
      for (const { app } of bench.nodes) Reflect.deleteProperty(app.get(AnchorsReader), 'timeOf');
    }
  });

  it('is for practices that the ledger knows, by a device of theirs', async () => {
    const patient = await aPatient();
    await optedIn(patient);
    const pharmacy = writerAt(bench.contracts, bench.chain, reader.sign).certificate!;
    for (const certified of [pharmacy, certificate({ account: 8 }), certificate({ party: 1 })]) {
      const made = await request(patient, certified);
      await expect(broken(patient, made)).rejects.toMatchObject({ code: 'WRITER_UNKNOWN' });
    }
    const foreign = await request(patient, certificate({ by: await newReader() }));
    await expect(broken(patient, foreign)).rejects.toMatchObject({ code: 'WRONG_KEY' });
  });

  it('gives its reader what it opens and nobody else, and for an hour', async () => {
    const patient = await aPatient();
    await optedIn(patient);
    const made = await request(patient);
    await anchored(made);
    const glass = await broken(patient, made);
    await expect(read(patient, glass, await newReader())).rejects.toMatchObject({ code: 'OTHER_GRANTEE' });
    await atEveryNode((database) => database.query('UPDATE emergency_access SET until = until - 7200'));
    await expect(read(patient, glass)).rejects.toMatchObject({ code: 'EMERGENCY_OVER' });
  });

  it('opens nothing once the patient has taken it back, and no older kit comes back', async () => {
    const patient = await aPatient();
    const kit = await optedIn(patient);
    const made = await request(patient);
    await anchored(made);
    const glass = await broken(patient, made);
    await stopConsent(bench.doors, revocationOf(bench, kit.grant));
    await expect(broken(patient, made)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    await expect(read(patient, glass)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    await optedIn(patient);
    const again = putEmergencyKit(bench.doors, patient.keys.pseudonym, kit.bytes);
    await expect(again).rejects.toMatchObject({ code: 'EMERGENCY_OLDER' });
  });

  it('is over once the patient renews the keys: its request gets nothing of the new ones, a new emergency does', async () => {
    const patient = await aPatient();
    const kit = await optedIn(patient);
    const made = await request(patient);
    await anchored(made);
    const glass = await broken(patient, made);
    const [added] = await nextEpochs(patient.epochs, ['emergency-summary']);
    const epochs = [...patient.epochs, added!];
    const directory = await publishEpochs(bench.doors, patient.keys, patient.realm, epochs);
    const renewed = { ...patient, epochs, directory };
    await dispensed(bench, renewed, 1, 'emergency-summary');
    await optedIn(renewed);
    await stopConsent(bench.doors, revocationOf(bench, kit.grant));
    await expect(broken(patient, made)).rejects.toMatchObject({ code: 'EMERGENCY_OVER' });
    await expect(read(patient, glass)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    expect(glass.epochs.map(({ epoch }) => epoch)).toEqual([1]);
    // The planted weakness: nodes that forget for which keys a request was answered.
    await atEveryNode((database) => database.query('DELETE FROM emergency_access'));
    expect((await broken(patient, made)).epochs.map(({ epoch }) => epoch)).toContain(2);

    const another = await request(renewed);
    await anchored(another);
    const opened = await read(renewed, await broken(renewed, another));
    expect([...opened.entries.values()].map(({ kind }) => kind)).toEqual(['read', 'read']);
  });

  it('takes two nodes: what one alone has opens nothing', async () => {
    const patient = await aPatient();
    await optedIn(patient);
    const made = await request(patient);
    await anchored(made);
    const gone = { url: 'http://127.0.0.1:1' };
    const alone = breakGlass([bench.doors[0]!, gone, gone], patient.realm, made, reader.kem.privateKey);
    await expect(alone).rejects.toMatchObject({ code: 'NODE_UNREACHABLE' });
  });
});
