import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { anActor } from '../../testing/builders.js';
import { aRun } from '../../testing/goods.js';
import {
  DISTRIBUTOR,
  MAKER,
  PHARMACY,
  REGULATOR,
  openLedgerBench,
  type LedgerBench,
} from '../../testing/ledger-bench.js';
import { ActorReader, LedgerIdReader, PartiesModule, PartyProposalsService } from '../parties/index.js';
import { CustodyModule } from './custody.module.js';
import { ReceivingService } from './receiving.service.js';
import { ShippingService } from './shipping.service.js';

let bench: LedgerBench;
let regulator: Actor;
let maker: Actor;
let distributor: Actor;
let pharmacy: Actor;

beforeAll(async () => {
  bench = await openLedgerBench({ imports: [CustodyModule, PartiesModule] });
  regulator = await actorOf('REGULATOR', REGULATOR);
  maker = await actorOf('MANUFACTURER', MAKER);
  distributor = await actorOf('DISTRIBUTOR', DISTRIBUTOR);
  pharmacy = await actorOf('PHARMACY', PHARMACY);
});
afterAll(() => bench.close());

/** A person at a site that has one of the ledger ids of the bench. */
async function actorOf(
  role: 'REGULATOR' | 'MANUFACTURER' | 'DISTRIBUTOR' | 'PHARMACY',
  party: number,
): Promise<Actor> {
  const actor = await anActor(bench, { roles: [role], duties: role === 'REGULATOR' ? ['party.order'] : [] });
  await bench.sql('DELETE FROM ledger.party WHERE id = $1', [actor.partyId]);
  await bench.sql('UPDATE party SET ledger_id = $2 WHERE ledger_id = $1', [actor.partyId, party]);
  return { ...actor, partyId: party, partyIds: [party] };
}

async function addLedgerId(purpose: string): Promise<void> {
  const proposals = bench.get(PartyProposalsService);
  const wish = { siteId: distributor.siteId, purpose };
  const proposalId = await proposals.proposeLedgerId(regulator, { ...wish, idempotencyKey: newId() });
  await proposals.approve({ ...regulator, userId: newId() }, { proposalId, idempotencyKey: newId() });
}
const ledgerIdFor = async (purpose: string) =>
  (await bench.get(LedgerIdReader).ofSite(distributor.siteId)).find((one) => one.purpose === purpose)!;
const ship = (from: Actor, to: Actor, runId: number, range: [number, number], toLedgerId?: number) =>
  bench.get(ShippingService).ship(from, {
    idempotencyKey: newId(),
    toSiteId: to.siteId,
    lines: [{ runId, from: range[0], to: range[1] }],
    ...(toLedgerId && { toLedgerId }),
  });
const receive = (by: Actor, shipmentId: string) =>
  bench.get(ReceivingService).receive(by, { idempotencyKey: newId(), shipmentId });
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    ({ code }: { code: string }) => code,
  );

it('a site gets a second ledger id, is sent goods under it, and hands them on under it', async () => {
  const run = await aRun(bench, maker, { units: 40 });
  await addLedgerId('Returns');
  const pending = await ledgerIdFor('Returns');
  expect(pending.status).toBe('PENDING');
  expect(await codeOf(ship(maker, distributor, run.id, [0, 10], pending.id))).toBe('RECEIVER_NOT_ACTIVE');
  expect(await codeOf(ship(maker, distributor, run.id, [0, 10], PHARMACY))).toBe('NOT_FOUND');

  await bench.settle();
  const { id: second, status } = await ledgerIdFor('Returns');
  expect(status).toBe('ACTIVE');
  // Who works there acts under both from the next request on.
  const there = (await bench.get(ActorReader).read(distributor.userId, distributor.siteId, newId()))!;
  expect([there.partyId, there.partyIds]).toEqual([DISTRIBUTOR, [DISTRIBUTOR, second]]);

  await receive(there, await ship(maker, distributor, run.id, [0, 10], second));
  await receive(there, await ship(maker, distributor, run.id, [10, 20]));
  await receive(pharmacy, await ship(there, pharmacy, run.id, [5, 15]));
  await bench.settle();
  const operations = await bench.sql<{ kind: string; party_id: number; status: string }>(
    'SELECT kind, party_id, status FROM operation WHERE run_id = $1 ORDER BY seq',
    [run.id],
  );
  expect(operations.filter((one) => one.status !== 'CONFIRMED')).toEqual([]);
  expect(operations.filter(({ party_id }) => party_id === second).map(({ kind }) => kind)).toEqual([
    'receive',
    'ship',
  ]);
  const segments = await bench.sql(
    `SELECT start::int, "end"::int, holder FROM ledger.segment
     WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1) ORDER BY start`,
    [run.id],
  );
  expect(segments).toMatchObject([
    { start: 0, end: 5, holder: second },
    { start: 5, end: 15, holder: PHARMACY },
    { start: 15, end: 20, holder: DISTRIBUTOR },
    { start: 20, end: 40, holder: MAKER },
  ]);
});
