import { nextEpochs, readEmergencyRequest, type Category } from '@custodia/vault';
import { breakGlass, publishEpochs, putEmergencyKit, readLogs, stopConsent } from '@custodia/vault/nodes';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emergenciesAt, type Emergencies } from '../../testing/emergencies.js';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import {
  dispensed,
  newReader,
  revocationOf,
  seconds,
  writerAt,
  type BenchReader,
} from '../../testing/patients.js';
import { AnchorsReader } from './anchors.reader.js';

let bench: NodesBench;
let reader: BenchReader;
let aPatient: Emergencies['aPatient'];
let optedIn: Emergencies['optedIn'];
let certificate: Emergencies['certificate'];
let request: Emergencies['request'];
let anchored: Emergencies['anchored'];
let broken: Emergencies['broken'];
let read: Emergencies['read'];
let who: Emergencies['who'];
beforeAll(async () => {
  bench = await openNodesBench();
  ({ reader, aPatient, optedIn, certificate, request, anchored, broken, read, who } =
    await emergenciesAt(bench));
});
afterAll(() => bench.close());

const atEveryNode = (work: (database: DataSource) => Promise<unknown>) =>
  Promise.all(bench.nodes.map(({ app }) => work(app.get(DataSource))));

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
