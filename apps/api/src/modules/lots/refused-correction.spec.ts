import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import { byTwo } from '../../testing/ledger-bench.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { LotsQueries, LotsService } from './index.js';

let bench: CareBench;
let maker: Actor;
let queries: LotsQueries;

beforeAll(async () => {
  bench = await openCareBench();
  maker = bench.maker;
  queries = bench.get(LotsQueries);
});
afterAll(() => bench.close());

const amend = ({ lotId }: BuiltRun, version: number, expiry: string) =>
  bench.get(LotsService).amendLot(maker, {
    idempotencyKey: newId(),
    lotId,
    version,
    expiry,
    expiryDayGiven: true,
    reason: 'typing error',
  });
const expiryOf = async ({ lotId }: BuiltRun) => {
  const lot = await queries.lotById(lotId);
  return [lot?.expiry, lot?.expiryDayGiven, lot?.version];
};
const onLedger = async ({ lotKey }: BuiltRun) => {
  const [row] = await bench.sql<{ day: string }>(
    `SELECT (date '1970-01-01' + expiry_day)::text AS day FROM ledger.lot WHERE lot_key = $1`,
    [Buffer.from(lotKey.slice(2), 'hex')],
  );
  return row?.day;
};
const suspend = () =>
  bench.enqueue({
    call: { kind: 'suspend', party: maker.partyId },
    partyId: bench.regulator.partyId,
    signer: 'regulator',
  });
const reinstate = () => bench.enqueue(...byTwo('Reinstatement', { party: maker.partyId }));

it('a correction that the ledger refuses is taken out of the record again', async () => {
  const run = await aRun(bench, maker, { units: 2 });
  await bench.settleAll();
  const [registered] = await expiryOf(run);
  await amend(run, 0, '2029-03-31');
  await bench.settleAll();
  expect(await expiryOf(run)).toEqual(['2029-03-31', true, 1]);

  // The maker is suspended while its next corrections are on their way.
  await suspend();
  await amend(run, 1, '2029-05-31');
  await amend(run, 2, '2029-06-30');
  expect(await expiryOf(run)).toEqual(['2029-06-30', true, 3]);
  await bench.settleAll();
  expect(await expiryOf(run)).toEqual(['2029-03-31', true, 3]);
  expect(await onLedger(run)).toBe('2029-03-31');

  await reinstate();
  await amend(run, 3, '2029-07-31');
  await bench.settleAll();
  expect(await expiryOf(run)).toEqual(['2029-07-31', true, 4]);
  expect(await onLedger(run)).toBe('2029-07-31');

  const regulator = await queries.amendments(bench.regulator, (await queries.lotById(run.lotId))!);
  expect(regulator.map(({ expiryBefore, expiryAfter }) => [expiryBefore, expiryAfter])).toEqual([
    ['2029-03-31', '2029-07-31'],
    ['2029-05-31', '2029-06-30'],
    ['2029-03-31', '2029-05-31'],
    [registered, '2029-03-31'],
  ]);
});

it('the first one that is refused leaves what was registered', async () => {
  const run = await aRun(bench, maker, { units: 2 });
  await bench.settleAll();
  const before = await expiryOf(run);
  await suspend();
  await amend(run, 0, '2029-05-31');
  await bench.settleAll();
  await reinstate();
  await bench.settleAll();
  expect(await expiryOf(run)).toEqual([before[0], before[1], 1]);
  expect(await onLedger(run)).toBe(before[0]);
});
