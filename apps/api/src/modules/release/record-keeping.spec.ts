import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import {
  RECOVERY_DELAY,
  combineRecovery,
  handOver,
  makeRecoveryKit,
  newKeyPair,
  orderErasure,
  signDirectory,
  type Envelope,
  type KeyPair,
} from '@custodia/vault';
import {
  askRecovery,
  cancelRecovery,
  eraseAtNodes,
  fetchDirectory,
  fetchRecoveryShares,
  keepRecoveryKit,
  listGrantedEntries,
  listRecoveries,
  publishDirectory,
  putOpening,
  readLogs,
  requestRelease,
  stopConsent,
} from '@custodia/vault/nodes';
import type { NodeDeath } from '../../testing/doomed-node.js';
import { nodeSettings } from '../../testing/founding.js';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import {
  dispensed,
  granted,
  newPatient,
  newReader,
  revocationOf,
  seconds,
  type BenchGrant,
  type BenchPatient,
} from '../../testing/patients.js';
import { lookingOf, readingOf } from '../../testing/readings.js';
import { rowsOf } from '../../testing/stolen.js';
import { Anchoring } from './anchoring.js';

let bench: NodesBench;
beforeAll(async () => {
  bench = await openNodesBench();
});
afterAll(() => bench.close());

const allNodes = <T>(work: (database: DataSource) => Promise<T>) =>
  Promise.all(bench.nodes.map(({ app }) => work(app.get(DataSource))));

/** Twice: a node that was killed may have left a head that goes first. */
const anchorAll = async () => {
  for (const { app } of [...bench.nodes, ...bench.nodes]) await app.get(Anchoring).anchor();
};

const readAt = (
  doors: NodesBench['doors'],
  patient: BenchPatient,
  grant: BenchGrant,
  envelopes: readonly Envelope[],
) => requestRelease(doors, readingOf(grant, patient, envelopes));

describe('a node that is killed while it releases', () => {
  const NODE = fileURLToPath(new URL('../../testing/doomed-node.ts', import.meta.url));
  const PROJECT = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url));

  /** Starts the first node once more, as a process that dies at some point. */
  async function startDoomed(death: NodeDeath) {
    const { databaseUrl, ledgerRpcUrl: ledgerUrl } = bench.nodes[0]!.config;
    const settings = nodeSettings(1, { databaseUrl, ledgerUrl }, bench.contracts);
    const args = [
      '--import',
      '@swc-node/register/esm-register',
      '--conditions',
      'custodia-source',
      NODE,
      death,
    ];
    const node = spawn(process.execPath, args, {
      env: { ...process.env, ...settings, SWC_NODE_PROJECT: PROJECT },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(node, 'exit') as Promise<[unknown, string]>;
    const [url] = (await Promise.race([once(node.stdout, 'data'), ended])) as [Buffer];
    return { url: String(url).trim(), ended };
  }

  it.each<[NodeDeath, number]>([
    ['deciding', 0],
    ['logging', 0],
    ['logged', 1],
    ['answering', 1],
  ])('gives out nothing that it has not logged: killed %s', async (death, lines) => {
    const patient = await newPatient(bench);
    const envelopes = await dispensed(bench, patient);
    const grant = await granted(bench, patient, await newReader());
    const doomed = await startDoomed(death);
    const opened = await readAt([doomed, ...bench.doors.slice(1)], patient, grant, envelopes);
    expect((await doomed.ended)[1]).toBe('SIGKILL');
    expect(opened.failures.map(({ code }) => code)).toEqual(['NODE_UNREACHABLE']);
    expect(opened.entries.size).toBe(1);
    // The node that stands on the same database again.
    const logs = await readLogs(bench.doors, patient.gate, patient.keys);
    const reads = logs.pending.filter(({ event, node }) => event === 'release' && node === 'node-1');
    expect(reads).toHaveLength(lines);
    await anchorAll();
    expect((await readLogs(bench.doors, patient.gate, patient.keys)).findings).toEqual([]);
  });

  it('would be found out if it answered before its line was durable', async () => {
    const patient = await newPatient(bench);
    const envelopes = await dispensed(bench, patient);
    const grant = await granted(bench, patient, await newReader());
    // The planted weakness.
    const doomed = await startDoomed('careless');
    const opened = await readAt([doomed, ...bench.doors.slice(1)], patient, grant, envelopes);
    expect((await doomed.ended)[1]).toBe('SIGKILL');
    expect(opened.receipts.map(({ node }) => node)).toContain('node-1');
    const logs = await readLogs(bench.doors, patient.gate, patient.keys);
    const [receipt] = opened.receipts;
    const nodes = logs.pending.filter(({ requestHash }) => requestHash === receipt!.requestHash);
    expect(nodes.map(({ node }) => node).sort()).toEqual(['node-2', 'node-3']);
  });
});

describe('a consent', () => {
  it('that two devices stop while a third hands its opening in again is over, and told once at each node', async () => {
    const patient = await newPatient(bench);
    const envelopes = await dispensed(bench, patient);
    const grant = await granted(bench, patient, await newReader());
    const owner = patient.keys.pseudonym;
    await Promise.all([
      stopConsent(bench.doors, revocationOf(bench, grant)),
      stopConsent(bench.doors, revocationOf(bench, grant)),
      putOpening(bench.doors, owner, grant.openingBytes),
    ]);
    await expect(readAt(bench.doors, patient, grant, envelopes)).rejects.toMatchObject({
      code: 'CONSENT_REVOKED',
    });
    const { pending } = await readLogs(bench.doors, patient.gate, patient.keys);
    const lines = pending.filter(({ requestHash }) => requestHash === grant.opening.consent);
    expect(lines.map(({ reason }) => reason).sort()).toEqual([
      ...Array<string>(3).fill('granted'),
      ...Array<string>(3).fill('stopped'),
    ]);
  });
});

describe('an erasure', () => {
  it('leaves nothing that tells of the patient, and takes no old directory back', async () => {
    const [patient, other] = [await newPatient(bench), await newPatient(bench)];
    const envelopes = await dispensed(bench, patient, 2);
    const grant = await granted(bench, patient, await newReader());
    await readAt(bench.doors, patient, grant, envelopes);
    const others = await dispensed(bench, other);
    const stays = await granted(bench, other, await newReader());
    expect((await readAt(bench.doors, other, stays, others)).failures).toEqual([]);
    const order = await orderErasure(patient.keys, patient.realm, seconds());
    await expect(eraseAtNodes(bench.doors, other.keys.pseudonym, order)).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });

    await eraseAtNodes(bench.doors, patient.keys.pseudonym, order);
    const { commitment, consent, controller } = grant.opening;
    const words = [patient.keys.pseudonym, commitment, consent, controller, grant.salt];
    for (const rows of await allNodes(rowsOf))
      for (const word of words.map((one) => one.slice(2)))
        for (const bytes of [Buffer.from(word), Buffer.from(word, 'hex')])
          expect(rows.includes(bytes)).toBe(false);
    await expect(fetchDirectory(bench.doors, patient.realm, patient.keys.pseudonym)).rejects.toMatchObject({
      code: 'ERASED',
    });
    const { gate, realm, epochs, keys } = patient;
    const again = await signDirectory(keys, realm, { version: 2, gate, epochs });
    await expect(publishDirectory(bench.doors, keys.pseudonym, again)).rejects.toMatchObject({
      code: 'ERASED',
    });
    await expect(putOpening(bench.doors, keys.pseudonym, grant.openingBytes)).rejects.toMatchObject({
      code: 'UNKNOWN_PATIENT',
    });
    await expect(readAt(bench.doors, patient, grant, envelopes)).rejects.toMatchObject({
      code: 'CONSENT_UNKNOWN',
    });

    // The leaves stay, so that everybody else's log is proven on.
    const logs = () => readLogs(bench.doors, other.gate, other.keys);
    const releases = async () => {
      await anchorAll();
      return (await logs()).lines.filter(({ event }) => event === 'release');
    };
    await expect.poll(releases).toHaveLength(3);
    expect((await logs()).findings).toEqual([]);
  });
});

describe('a line of the log', () => {
  it('is not written for each look of a stranger who asks without end: no log is filled by it', async () => {
    const owner = await newPatient(bench);
    const envelopes = await dispensed(bench, owner);
    const grant = await granted(bench, owner, await newReader());
    // As after 59 looks within the hour that were refused.
    await allNodes((database) =>
      database.query(
        `INSERT INTO delivery (grantee, pseudonym, entries) SELECT '', $1, 0 FROM generate_series(1, 59)`,
        [owner.keys.pseudonym],
      ),
    );
    // Who reads an id off the ledger has keys of their own, and says any name.
    const stranger = { ...grant, reader: await newReader() };
    const asked = [1, 2].flatMap((n) => [
      () => listGrantedEntries(bench.doors, owner.gate, grant.opening.consent, lookingOf(stranger)),
      () => requestRelease(bench.doors, readingOf(stranger, owner, envelopes, { person: `Else ${n}` })),
    ]);
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'OTHER_GRANTEE' });
    const { pending, findings } = await readLogs(bench.doors, owner.gate, owner.keys);
    expect(pending.filter(({ event }) => event === 'denial')).toHaveLength(3);
    expect(findings).toEqual([]);
    const opened = await requestRelease(bench.doors, readingOf(grant, owner, envelopes));
    expect(opened.entries.size).toBe(1);
  });

  it('is deleted by nothing but the patient’s own order: it is there after three years, and ten', async () => {
    const patient = await newPatient(bench);
    const grant = await granted(bench, patient, await newReader());
    await readAt(bench.doors, patient, grant, await dispensed(bench, patient));
    const lines = () =>
      allNodes(async (database) => {
        const rows: unknown[] = await database.query('SELECT 1 FROM log_line WHERE pseudonym = $1', [
          patient.keys.pseudonym,
        ]);
        return rows.length;
      });
    const before = await lines();
    // What a node tidies up, it does when it anchors; it knows no age of a line, so that none is too old.
    await anchorAll();
    expect(await lines()).toEqual(before);
    const folder = new URL('./', import.meta.url);
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.spec.'));
    const deleted = sources.flatMap((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      return [...text.matchAll(/(?:DELETE FROM|TRUNCATE|DROP TABLE) (\w+)/g)].map(([, table]) => table);
    });
    expect(deleted.filter((table) => table === 'patient')).toHaveLength(1);
    expect(deleted.filter((table) => /^log_/.test(table ?? ''))).toEqual([]);
  });
});

describe('recovery by contacts', () => {
  let patient: BenchPatient;
  let contacts: KeyPair[];
  let secret: Uint8Array;
  beforeAll(async () => {
    patient = await newPatient(bench);
    contacts = await Promise.all(Array.from({ length: 5 }, newKeyPair));
    const keys = contacts.map(({ publicKey }) => publicKey);
    const made = await makeRecoveryKit(patient.keys, patient.realm, keys, patient.gate);
    secret = made.secret;
    await keepRecoveryKit(bench.doors, patient.gate, patient.keys, made.kit);
  });

  it('waits two days at the nodes, and then gives the secret with three contacts', async () => {
    const recovery = await newKeyPair();
    const owner = patient.keys.pseudonym;
    const asked = await askRecovery(bench.doors, patient.realm, owner, recovery.publicKey);
    expect(asked.readyAt - seconds()).toBeGreaterThan(RECOVERY_DELAY - 600);
    const fetched = () => fetchRecoveryShares(bench.doors, owner, recovery.publicKey);
    await expect(fetched()).rejects.toMatchObject({ code: 'RECOVERY_TOO_EARLY' });
    // Asking again does not begin anew.
    await allNodes((database) =>
      database.query(`UPDATE recovery SET asked_at = now() - interval '49 hours'`),
    );
    expect(
      (await askRecovery(bench.doors, patient.realm, owner, recovery.publicKey)).readyAt,
    ).toBeLessThanOrEqual(seconds());
    const { handed } = await fetched();
    expect(handed.map(({ index }) => index)).toEqual([0, 1, 2]);
    await expect(combineRecovery(asked.kit, handed, recovery)).rejects.toMatchObject({
      code: 'TOO_FEW_SHARES',
    });
    const given = [0, 2, 4].map(async (index) => {
      const place = { by: 'contact', index } as const;
      return {
        ...place,
        sealed: await handOver(asked.kit, place, contacts[index]!.privateKey, recovery.publicKey),
      };
    });
    expect(await combineRecovery(asked.kit, [...handed, ...(await Promise.all(given))], recovery)).toEqual(
      secret,
    );
    const logs = await readLogs(bench.doors, patient.gate, patient.keys);
    const told = [...logs.lines, ...logs.pending].filter(({ event }) => event === 'recovery');
    expect(told.map(({ reason }) => reason).sort()).toEqual([
      ...Array<string>(3).fill('asked'),
      ...Array<string>(3).fill('handed-over'),
    ]);
  });

  it('is stopped for good by any device of the patient', async () => {
    const recovery = await newKeyPair();
    const owner = patient.keys.pseudonym;
    await askRecovery(bench.doors, patient.realm, owner, recovery.publicKey);
    const recoveryKey = Buffer.from(recovery.publicKey).toString('base64url');
    const known = await listRecoveries(bench.doors, patient.gate, patient.keys);
    expect(known.map((one) => one.recoveryKey)).toContain(recoveryKey);
    const stranger = { ...patient.keys, sign: (await newPatient(bench)).keys.sign };
    await expect(cancelRecovery(bench.doors, patient.gate, stranger, recoveryKey)).rejects.toMatchObject({
      code: 'WRONG_PATIENT',
    });
    await cancelRecovery(bench.doors, patient.gate, patient.keys, recoveryKey);
    await allNodes((database) => database.query(`UPDATE recovery SET asked_at = now() - interval '9 days'`));
    await expect(fetchRecoveryShares(bench.doors, owner, recovery.publicKey)).rejects.toMatchObject({
      code: 'RECOVERY_CANCELLED',
    });
    await expect(askRecovery(bench.doors, patient.realm, owner, recovery.publicKey)).rejects.toMatchObject({
      code: 'RECOVERY_CANCELLED',
    });
    // The planted weakness: nodes that forget what was cancelled hand over what they keep.
    await allNodes((database) => database.query('UPDATE recovery SET cancelled = false'));
    const { handed } = await fetchRecoveryShares(bench.doors, owner, recovery.publicKey);
    expect(handed.length).toBeGreaterThan(1);
  });
});
