import { Role, type Hex } from '@custodia/ledger';
import {
  newSigningKey,
  orderErasure,
  supplyOf,
  therapyChecks,
  therapyTagOf,
  type PatientKeys,
  type SiteDevice,
} from '@custodia/vault';
import { checkTherapies, eraseAtNodes, putTherapySupplies, readLogs } from '@custodia/vault/nodes';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PARTY, admitParty } from '../../testing/founding.js';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import { newPatient, seconds, writerAt, type BenchPatient } from '../../testing/patients.js';
import { AccessLogWriter } from './access-log.js';
import { MOST_ASKED } from './therapy.service.js';

const OTHER = 92;
const PRACTICE = 93;
const OPERATOR = 7;

let bench: NodesBench;
/** A pharmacy that gives out, another one that asks, and a practice. */
let harbor: SiteDevice;
let station: SiteDevice;
let practice: SiteDevice;
beforeAll(async () => {
  bench = await openNodesBench();
  const account = bench.chain.accounts[OPERATOR]!;
  const { partyRegistry } = bench.contracts;
  for (const [party, gln, roles] of [
    [OTHER, 9_501_101_530_911n, Role.Pharmacy],
    [PRACTICE, 9_501_101_530_928n, Role.Prescriber],
  ] as const)
    await admitParty(partyRegistry, bench.send, { party, gln, roles, endpoint: '' }, [
      account.address as Hex,
    ]);
  const key = account.privateKey as Hex;
  harbor = await deviceOf({ party: PARTY });
  station = await deviceOf({ party: OTHER, key });
  practice = await deviceOf({ party: PRACTICE, key });
});
afterAll(() => bench.close());

async function deviceOf(terms: Parameters<typeof writerAt>[3]): Promise<SiteDevice> {
  return writerAt(bench.contracts, bench.chain, await newSigningKey(), terms) as SiteDevice;
}

const tagOf = ({ tagKey }: PatientKeys, substance: string) =>
  therapyTagOf(tagKey, { substance, form: 'tablet' });

/** What a pharmacy gave out under the patient's code. */
async function gaveOut({ keys }: BenchPatient, substance: string, days: number, at = seconds(), by = harbor) {
  const supply = supplyOf(await tagOf(keys, substance), at, days);
  await putTherapySupplies(bench.doors, keys.pseudonym, [supply], by);
  return supply;
}

const asks = async (
  { keys }: BenchPatient,
  substances: readonly string[],
  { of = keys, by = station, doors = bench.doors } = {},
) => {
  const tags = await Promise.all(substances.map((one) => tagOf(of, one)));
  const asked = { pseudonym: keys.pseudonym, person: 'Omar Haddad', tags, time: seconds() };
  return checkTherapies(doors, asked, by);
};

const atNode = (place: number) => bench.nodes[place]!.app.get(DataSource);
const logOf = async ({ gate, keys }: BenchPatient) => (await readLogs(bench.doors, gate, keys)).pending;

describe('a pharmacy that has the patient’s code', () => {
  it('learns that the same is taken, and until when, and the patient who asked for what', async () => {
    const patient = await newPatient(bench);
    const supply = await gaveOut(patient, 'ramipril', 30);
    expect(await asks(patient, ['Ramipril', 'metformin'])).toEqual([supply]);

    const lines = (await logOf(patient)).filter(({ event }) => event === 'therapy-check');
    expect(lines.map(({ node }) => node).sort()).toEqual(['node-1', 'node-2', 'node-3']);
    expect(new Set(lines.map(({ requestHash }) => requestHash)).size).toBe(1);
    const tags = await Promise.all(['ramipril', 'metformin'].map((one) => tagOf(patient.keys, one)));
    expect(lines[0]).toMatchObject({
      // As the certificate of the ledger's party says, whatever the asker would like to be.
      organisation: 'Harbor Pharmacy',
      person: 'Omar Haddad',
      categories: ['medications'],
      purpose: 'TREAT',
      tags,
    });
  });

  it('is answered alike of what is not taken, what has ended, and what nobody can mean', async () => {
    const patient = await newPatient(bench);
    await gaveOut(patient, 'ramipril', 5, seconds() - 10 * 86_400);
    expect(await asks(patient, ['ramipril'])).toEqual([]);
    expect(await asks(patient, ['unheard-of'])).toEqual([]);
  });

  it('learns nothing by another patient’s code, nor of another patient', async () => {
    const [one, two] = [await newPatient(bench), await newPatient(bench)];
    await gaveOut(one, 'ramipril', 30);
    expect(await asks(one, ['ramipril'], { of: two.keys })).toEqual([]);
    expect(await asks(two, ['ramipril'], { of: one.keys })).toEqual([]);
    expect(await asks(one, ['ramipril'])).toHaveLength(1);
  });

  it('asks for some baskets a day; more is refused, and the patient reads that, too', async () => {
    const patient = await newPatient(bench);
    await gaveOut(patient, 'ramipril', 30);
    const guesses = Array.from({ length: MOST_ASKED / 2 }, (_, n) => `substance${n}`);
    await asks(patient, guesses);
    await asks(patient, guesses);
    await expect(asks(patient, ['ramipril'])).rejects.toMatchObject({ code: 'TOO_MANY' });
    const denied = (await logOf(patient)).filter(({ event }) => event === 'denial');
    expect(denied.map(({ reason }) => reason)).toEqual(['TOO_MANY', 'TOO_MANY', 'TOO_MANY']);
    // It is the site's limit and the patient's: others go on, and so does the site with others.
    expect(await asks(patient, ['ramipril'], { by: harbor })).toHaveLength(1);
    expect(await asks(await newPatient(bench), ['ramipril'])).toEqual([]);
  });
});

it('of who asks lately, a node keeps what its own key alone tells', async () => {
  const patient = await newPatient(bench);
  const other = await newPatient(bench);
  for (const one of [patient, other]) await asks(one, ['ramipril']);
  const rows = await Promise.all(
    [0, 1].map((place) =>
      atNode(place).query<{ asker: Buffer }[]>('SELECT asker FROM therapy_asked WHERE pseudonym = ANY($1)', [
        [patient.keys.pseudonym, other.keys.pseudonym],
      ]),
    ),
  );
  const askers = rows.flat().map(({ asker }) => asker.toString('hex'));
  // The same site is another one for each patient and at each node.
  expect(new Set(askers).size).toBe(4);
});

describe('the nodes', () => {
  it('hear pharmacies alone, each by a key that the ledger lets act for it', async () => {
    const patient = await newPatient(bench);
    const stranger = await deviceOf({ party: OTHER, key: bench.chain.accounts[9]!.privateKey as Hex });
    for (const by of [practice, stranger]) {
      await expect(asks(patient, ['ramipril'], { by })).rejects.toMatchObject({ code: 'WRITER_UNKNOWN' });
      const leaving = gaveOut(patient, 'ramipril', 30, seconds(), by);
      await expect(leaving).rejects.toMatchObject({ code: 'WRITER_UNKNOWN' });
    }
  });

  it('answer nothing that they cannot log', async () => {
    const patient = await newPatient(bench);
    await gaveOut(patient, 'ramipril', 30);
    const append = vi.spyOn(AccessLogWriter.prototype, 'append').mockRejectedValue(new Error('No line.'));
    await expect(asks(patient, ['ramipril'])).rejects.toMatchObject({ name: 'NodesError' });
    // Planted: a writer that forgets its line gives the answer, and the patient sees nobody.
    append.mockResolvedValue(new Uint8Array(32));
    expect(await asks(patient, ['ramipril'])).toHaveLength(1);
    append.mockRestore();
    expect((await logOf(patient)).filter(({ event }) => event === 'therapy-check')).toEqual([]);
  });

  it('are believed by two, and answered for by two while the third is away', async () => {
    const patient = await newPatient(bench);
    const supply = supplyOf(await tagOf(patient.keys, 'ramipril'), seconds(), 30);
    const row = [patient.keys.pseudonym, supply.tag, supply.from, supply.until];
    const lies = (place: number) =>
      atNode(place).query(
        'INSERT INTO therapy_supply (pseudonym, tag, from_day, until_day) VALUES ($1, $2, $3, $4)',
        row,
      );
    await lies(0);
    expect(await asks(patient, ['ramipril'])).toEqual([]);
    // Planted: a second one that lies alike is believed, which is the stated limit.
    await lies(1);
    expect(await asks(patient, ['ramipril'])).toEqual([supply]);
    const away = { url: 'http://127.0.0.1:1' };
    const [first, second] = bench.doors;
    expect(await asks(patient, ['ramipril'], { doors: [first!, second!, away] })).toEqual([supply]);
    const lone = asks(patient, ['ramipril'], { doors: [first!, away, away] });
    await expect(lone).rejects.toMatchObject({ name: 'NodesError' });
  });

  it('take a question once, each its own', async () => {
    const patient = await newPatient(bench);
    await gaveOut(patient, 'ramipril', 30);
    const { pseudonym } = patient.keys;
    const tags = [await tagOf(patient.keys, 'ramipril')];
    const asked = { pseudonym, person: 'Omar Haddad', tags, time: seconds() };
    const [body] = await therapyChecks(['node-1'], asked, station);
    const send = async (door: number) => {
      const url = `${bench.doors[door]!.url}/v1/patients/${pseudonym}/therapy-checks`;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', body: body!, headers });
      return { status: answer.status, ...((await answer.json()) as { code?: string; supplies?: unknown[] }) };
    };
    expect(await send(1)).toMatchObject({ status: 401, code: 'CALL_NOT_FRESH' });
    expect((await send(0)).supplies).toHaveLength(1);
    expect(await send(0)).toMatchObject({ status: 401, code: 'CALL_NOT_FRESH' });
    // Planted: a node that forgets what it has seen answers whoever overheard the question.
    await atNode(0).query('DELETE FROM seen_nonce');
    expect((await send(0)).supplies).toHaveLength(1);
  });

  it('keep nothing that a list of all substances could be tried on without the patient’s key', async () => {
    const patient = await newPatient(bench);
    await gaveOut(patient, 'ramipril', 30);
    const { pseudonym, tagKey } = patient.keys;
    const stolen = await atNode(0).query<Record<string, unknown>[]>(
      'SELECT * FROM therapy_supply WHERE pseudonym = $1',
      [pseudonym],
    );
    expect(Object.keys(stolen[0]!).sort()).toEqual(['from_day', 'pseudonym', 'tag', 'until_day']);
    const found = async (keys: readonly Uint8Array<ArrayBuffer>[]) => {
      const guesses = keys.flatMap((key) =>
        ['metformin', 'ramipril', 'simvastatin'].map(async (substance) => ({
          substance,
          tag: await therapyTagOf(key, { substance, form: 'tablet' }),
        })),
      );
      return (await Promise.all(guesses)).filter(({ tag }) => tag === stolen[0]!['tag']);
    };
    const known = Buffer.from(pseudonym.slice(2), 'hex');
    expect(await found([new Uint8Array(32), new Uint8Array(known)])).toEqual([]);
    // Planted: who kept the key of a code finds it at once, which is the stated limit.
    expect(await found([tagKey])).toMatchObject([{ substance: 'ramipril' }]);
  });

  it('forget what has ended, and all of it with the record', async () => {
    const patient = await newPatient(bench);
    const { pseudonym } = patient.keys;
    const count = async () => {
      const rows = await Promise.all(
        ['therapy_supply', 'therapy_asked'].map((table) =>
          atNode(2).query<unknown[]>(`SELECT 1 FROM ${table} WHERE pseudonym = $1`, [pseudonym]),
        ),
      );
      return rows.map(({ length }) => length);
    };
    await gaveOut(patient, 'ramipril', 5, seconds() - 10 * 86_400);
    await gaveOut(patient, 'metformin', 30);
    // What is to begin some day would never end.
    const someDay = gaveOut(patient, 'lisinopril', 30, seconds() + 3 * 86_400);
    await expect(someDay).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await asks(patient, ['metformin']);
    expect(await count()).toEqual([1, 1]);
    await eraseAtNodes(bench.doors, pseudonym, await orderErasure(patient.keys, patient.realm, seconds()));
    expect(await count()).toEqual([0, 0]);
    await expect(asks(patient, ['metformin'])).rejects.toMatchObject({ code: 'UNKNOWN_PATIENT' });
  });
});
