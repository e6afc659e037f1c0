import { Readable } from 'node:stream';
import { checkDigit, parseGtin, type Gtin } from '@custodia/gs1';
import { SerialCommitments, rootOf } from '@custodia/merkle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aSite, anActor } from '../../testing/builders.js';
import { InterruptedImportsJob } from './interrupted-imports.job.js';
import { LotsQueries } from './lots.queries.js';
import { LotsModule } from './lots.module.js';
import { LotsService } from './lots.service.js';
import { RegistrationService } from './registration.service.js';
import { openRunSecret } from './run-secret.js';
import { SerialStore } from './serial-store.js';

let bench: Bench;
let maker: Actor;
let registration: RegistrationService;
let store: SerialStore;
let gtins = 3_614_145_000;

beforeAll(async () => {
  bench = await openBench({ imports: [LotsModule] });
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  registration = bench.get(RegistrationService);
  store = bench.get(SerialStore);
});
afterAll(() => bench.close());

async function aProduct(actor = maker): Promise<Gtin> {
  const payload = `036${gtins++}`;
  const gtin = parseGtin(payload + checkDigit(payload));
  await bench.get(LotsService).registerProduct(actor, {
    idempotencyKey: newId(),
    gtin,
    name: 'Amoxicillin 500 mg',
    substance: 'Amoxicillin',
    baseUnit: 'capsule',
    packQuantity: 20,
    prescriptionOnly: true,
  });
  return gtin;
}

const lot = (gtin: Gtin, lotNumber = 'A1') => ({
  gtin,
  lotNumber,
  expiry: '2028-06-30',
  expiryDayGiven: true,
});
const file = (...lines: string[]) => Readable.from([Buffer.from(lines.join('\n'))]);
const leftovers = async (runId: number) => {
  const [row] = await bench.sql<{ pages: number; lookups: number; operations: number }>(
    `SELECT (SELECT count(*) FROM serial_page WHERE run_id = $1) AS pages,
            (SELECT count(*) FROM serial_lookup WHERE run_id = $1) AS lookups,
            (SELECT count(*) FROM operation WHERE run_id = $1) AS operations`,
    [runId],
  );
  return row;
};
const NOTHING = { pages: 0, lookups: 0, operations: 0 };

describe('a list of serials that is refused leaves nothing but the reason', () => {
  it.each([
    ['a serial twice', ['serial', 'A1', 'A2', 'A1'], [{ line: 4, value: 'A1', code: 'SERIAL_TWICE' }]],
    ['a bad character', ['serial', 'A1', 'A#2'], [{ line: 3, value: 'A#2', code: 'SERIAL_CHARACTER' }]],
    ['a wrong check digit', ['serial,gtin', 'A1,00361414567895'], [{ line: 2, code: 'LINE_GTIN' }]],
    [
      'everything at once, in the order of the lines',
      ['B1', 'B1', 'B 2', 'B3', 'B3'],
      [
        { line: 2, code: 'SERIAL_TWICE' },
        { line: 3, code: 'SERIAL_CHARACTER' },
        { line: 5, code: 'SERIAL_TWICE' },
      ],
    ],
  ])('%s', async (_, lines, rejected) => {
    const run = await registration.upload(maker, newId(), lot(await aProduct()), file(...lines));
    expect(run).toMatchObject({
      status: 'FAILED',
      failure: { code: 'SERIALS_REJECTED', rejected: rejected.length, lines: rejected },
      root: null,
      operationId: null,
    });
    expect(await leftovers(run.id)).toEqual(NOTHING);
  });

  it.each([
    ['no rows', file('serial', ''), 'FILE_EMPTY'],
    ['a broken encoding', Readable.from([Buffer.from([0x41, 0xc4, 0x0a])]), 'FILE_ENCODING'],
  ])('%s', async (_, content, code) => {
    const run = await registration.upload(maker, newId(), lot(await aProduct()), content);
    expect(run).toMatchObject({ status: 'FAILED', failure: { code } });
    expect(await leftovers(run.id)).toEqual(NOTHING);
  });

  it('a serial that another lot of the product has', async () => {
    const gtin = await aProduct();
    await registration.upload(maker, newId(), lot(gtin, 'FIRST'), file('X1', 'X2'));
    const run = await registration.upload(maker, newId(), lot(gtin, 'SECOND'), file('Y1', 'X2'));
    expect(run.failure?.lines).toMatchObject([
      {
        line: 2,
        value: 'X2',
        code: 'SERIAL_IN_OTHER_LOT',
        reason: 'Lot FIRST of this product has this serial already.',
      },
    ]);
    const [event] = await bench.sql(`SELECT payload FROM domain_event WHERE type = 'lots.refused'`);
    expect(event).toEqual({
      payload: { siteId: maker.siteId, gtin, lotNumber: 'SECOND', repeatedSerials: ['X2'] },
    });
    const other = await registration.upload(maker, newId(), lot(await aProduct()), file('Y1', 'X2'));
    expect(other.status).toBe('READY');
  });

  it('two million rows: heard out, so that the refusal arrives, and nothing of them kept', async () => {
    let sent = 0;
    async function* rows() {
      for (; sent < 2_000_000; sent += 10_000)
        yield Buffer.from(Array.from({ length: 10_000 }, (_, row) => `S${sent + row}\n`).join(''));
    }
    const upload = registration.upload(maker, newId(), lot(await aProduct()), Readable.from(rows()));
    await expect(upload).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      message: expect.stringContaining('more than 1,000,000 serials') as string,
    });
    expect(sent).toBe(2_000_000);
    expect(await bench.sql(`SELECT id FROM run WHERE status = 'IMPORTING'`)).toEqual([]);
  });

  it('keeps the first 1,000 bad lines and counts all', async () => {
    const lines = Array.from({ length: 1_500 }, (_, index) => `bad serial ${index}`);
    const run = await registration.upload(maker, newId(), lot(await aProduct()), file(...lines));
    expect(run.failure).toMatchObject({
      rejected: 1_500,
      message: expect.stringContaining('1,500 lines were refused') as string,
    });
    expect(run.failure?.lines).toHaveLength(1_000);
  });

  it('and can be sent again, corrected, with another expiry', async () => {
    const gtin = await aProduct();
    await registration.upload(maker, newId(), lot(gtin), file('A1', 'A1'));
    const run = await registration.upload(
      maker,
      newId(),
      { ...lot(gtin), expiry: '2029-01-31' },
      file('A1', 'A2'),
    );
    expect(run.status).toBe('READY');
    expect(await bench.sql('SELECT expiry FROM lot WHERE id = $1', [run.lotId])).toEqual([
      { expiry: '2029-01-31' },
    ]);
  });
});

describe('a run is not opened', () => {
  const code = async (input: Parameters<RegistrationService['generate']>[2], actor = maker) =>
    registration.generate(actor, newId(), input).then(
      () => 'opened',
      (error: { code: string }) => error.code,
    );

  it('for a product of another maker, or none', async () => {
    const other = await anActor(bench, { roles: ['MANUFACTURER'] });
    expect(await code({ ...lot(await aProduct(other)), units: 1 })).toBe('NOT_FOUND');
    expect(await code({ ...lot(parseGtin('00300010123455')), units: 1 })).toBe('NOT_FOUND');
  });

  it('for a bad lot number, an expiry that is over, or too many units', async () => {
    const gtin = await aProduct();
    expect(await code({ ...lot(gtin, 'A B'), units: 1 })).toBe('LOT_NUMBER');
    expect(await code({ ...lot(gtin), expiry: '2020-01-01', units: 1 })).toBe('EXPIRY_DATE');
    expect(await code({ ...lot(gtin), units: 1_000_001 })).toBe('UNIT_COUNT');
    expect(
      await bench.sql('SELECT 1 FROM lot l JOIN product p ON p.id = l.product_id WHERE p.gtin = $1', [gtin]),
    ).toEqual([]);
  });

  it('for a lot that stands with another expiry', async () => {
    const gtin = await aProduct();
    await registration.generate(maker, newId(), { ...lot(gtin), units: 1 });
    expect(await code({ ...lot(gtin), expiry: '2028-07-31', units: 1 })).toBe('LOT_EXPIRY_DIFFERS');
  });

  it('twice for one idempotency key', async () => {
    const [key, gtin] = [newId(), await aProduct()];
    const first = await registration.generate(maker, key, { ...lot(gtin), units: 3 });
    const again = await registration.generate(maker, key, { ...lot(gtin), units: 3 });
    expect(again.id).toBe(first.id);
    await expect(registration.generate(maker, key, { ...lot(gtin), units: 4 })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });
});

describe('a registered run', () => {
  it('commits on the ledger to every serial at its place', async () => {
    const serials = Array.from({ length: 700 }, (_, index) => `"x""${index},y"`);
    const run = await registration.upload(maker, newId(), lot(await aProduct()), file('serial', ...serials));
    expect(run).toMatchObject({ status: 'READY', unitCount: 700, imported: 700 });

    const commitments = new SerialCommitments(
      openRunSecret(run.secret, bench.get(Config).secretKey, run.ledgerLotId),
    );
    const root = rootOf(Array.from({ length: 700 }, (_, index) => commitments.leaf(index, `x"${index},y`)));
    expect(run.root).toBe(`0x${Buffer.from(root).toString('hex')}`);
    expect(
      await bench.sql('SELECT kind, call, party_id, status, idx_from, idx_to FROM operation WHERE id = $1', [
        run.operationId,
      ]),
    ).toEqual([
      {
        kind: 'registerLot',
        party_id: maker.partyId,
        status: 'PENDING',
        idx_from: 0,
        idx_to: 700,
        call: expect.objectContaining({ lotId: run.ledgerLotId, units: 700, root: run.root }) as object,
      },
    ]);
    expect(
      await bench.sql(
        `SELECT payload FROM domain_event WHERE type = 'lots.registered' ORDER BY id DESC LIMIT 1`,
      ),
    ).toEqual([{ payload: { runId: run.id } }]);
  });

  it('finds each serial at its index and no other', async () => {
    const run = await registration.generate(maker, newId(), { ...lot(await aProduct()), units: 1_000 });
    const serials = await store.read(run.id, 0, 1_000);
    expect(serials).toHaveLength(1_000);
    const places = await store.find([run.id], serials);
    expect(new Map(places.map(({ serial, index }) => [serial, index]))).toEqual(
      new Map(serials.map((serial, index) => [serial, index])),
    );
    expect(await store.find([run.id], ['', 'A', 'zzz', serials[0]!.toLowerCase(), `${serials[0]}x`])).toEqual(
      [],
    );
  });

  it('is read from any place in packing order', async () => {
    const run = await registration.generate(maker, newId(), { ...lot(await aProduct()), units: 600 });
    const all = await store.read(run.id, 0, 600);
    for (const [from, to] of [
      [0, 1],
      [255, 257],
      [256, 512],
      [599, 600],
      [0, 600],
    ] as const) {
      expect(await store.read(run.id, from, to)).toEqual(all.slice(from, to));
      const streamed: string[] = [];
      for await (const { index, serial } of store.stream(run.id, from, to)) {
        expect(serial).toBe(all[index]);
        streamed.push(serial);
      }
      expect(streamed).toHaveLength(to - from);
    }
  });

  it('keeps its secret sealed', async () => {
    const run = await registration.generate(maker, newId(), { ...lot(await aProduct()), units: 1 });
    expect(run.secret).toHaveLength(12 + 32 + 16);
    expect(() => openRunSecret(run.secret, Buffer.alloc(32), run.ledgerLotId)).toThrow();
  });
});

describe('an import whose process died', () => {
  const opened = async (source: { units?: number; fileHash?: string }) => {
    const { runId } = await bench.get(LotsService).openRun(maker, newId(), lot(await aProduct()), source);
    return runId;
  };

  it('goes on by itself, fails where its list never arrived, and is left alone while it is alive', async () => {
    const dead = await opened({ units: 5 });
    const empty = await opened({ fileHash: 'never arrived' });
    const alive = await opened({ units: 5 });
    await bench.sql(`UPDATE run SET seen_at = now() - interval '1 minute' WHERE id = ANY($1)`, [
      [dead, empty],
    ]);
    await bench.get(InterruptedImportsJob).sweep();
    const rows = await bench.sql('SELECT id, status, failure FROM run WHERE id = ANY($1) ORDER BY id', [
      [dead, empty, alive],
    ]);
    expect(rows).toMatchObject([
      { id: dead, status: 'READY', failure: null },
      { id: empty, status: 'FAILED', failure: { code: 'INTERRUPTED' } },
      { id: alive, status: 'IMPORTING', failure: null },
    ]);
  });
});

describe('a correction of the expiry', () => {
  const amend = (lotId: string, version: number, actor = maker) =>
    bench.get(LotsService).amendLot(actor, {
      idempotencyKey: newId(),
      lotId,
      version,
      expiry: '2028-07-31',
      expiryDayGiven: true,
      reason: 'typing error',
    });

  it('is refused to another maker, and over a correction that the caller has not seen', async () => {
    const run = await registration.generate(maker, newId(), { ...lot(await aProduct()), units: 2 });
    const other = await anActor(bench, { site: await aSite(bench, { roles: ['MANUFACTURER'] }) });
    await expect(amend(run.lotId, 0, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(amend('no id', 0)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(amend(run.lotId, 1)).rejects.toMatchObject({ code: 'LOT_VERSION' });
    await amend(run.lotId, 0);
    await expect(amend(run.lotId, 1)).rejects.toMatchObject({ code: 'EXPIRY_DATE' });
  });

  it('is shown to the maker and the regulator, newest first, with its operation', async () => {
    const run = await registration.generate(maker, newId(), { ...lot(await aProduct()), units: 2 });
    await amend(run.lotId, 0);
    const queries = bench.get(LotsQueries);
    const corrected = (await queries.lotById(run.lotId))!;
    const regulator = await anActor(bench, { roles: ['REGULATOR'] });
    const stranger = await anActor(bench, { roles: ['PHARMACY'] });
    expect(await queries.amendments(stranger, corrected)).toEqual([]);
    for (const actor of [maker, regulator])
      expect(await queries.amendments(actor, corrected)).toMatchObject([
        {
          version: 1,
          expiryBefore: '2028-06-30',
          expiryAfter: '2028-07-31',
          reason: 'typing error',
          userId: maker.userId,
          operationId: expect.any(String) as string,
        },
      ]);
  });

  it('is written down with what stood before, and sent for each run with the run’s own version', async () => {
    const gtin = await aProduct();
    const first = await registration.generate(maker, newId(), { ...lot(gtin), units: 2 });
    await amend(first.lotId, 0);
    const second = await registration.generate(maker, newId(), {
      ...lot(gtin),
      expiry: '2028-07-31',
      units: 3,
    });
    await bench.get(LotsService).amendLot(maker, {
      idempotencyKey: newId(),
      lotId: first.lotId,
      version: 1,
      expiry: '2028-08-10',
      expiryDayGiven: false,
      reason: 'again',
    });
    expect(
      await bench.sql(
        'SELECT version, expiry_before, expiry_after FROM lot_amendment WHERE lot_id = $1 ORDER BY version',
        [first.lotId],
      ),
    ).toEqual([
      { version: 1, expiry_before: '2028-06-30', expiry_after: '2028-07-31' },
      { version: 2, expiry_before: '2028-07-31', expiry_after: '2028-08-31' },
    ]);
    expect(
      await bench.sql(
        `SELECT run_id, call->'version' AS version FROM operation WHERE kind = 'amendLot' AND run_id = ANY($1) ORDER BY seq`,
        [[first.id, second.id]],
      ),
    ).toEqual([
      { run_id: first.id, version: 0 },
      { run_id: first.id, version: 1 },
      { run_id: second.id, version: 0 },
    ]);
  });
});
