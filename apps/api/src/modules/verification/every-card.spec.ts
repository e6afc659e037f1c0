import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aSite, anActor } from '../../testing/builders.js';
import { aRun, confirmRun, setUnitStatus, type BuiltRun } from '../../testing/goods.js';
import { CustodyModule } from '../custody/index.js';
import { CounterRecordsRegistry } from './counter-records.js';
import { CARD_CODES, type CardCode } from './verdict-cards.js';
import { VerificationModule } from './verification.module.js';
import { VerificationService, type Scan } from './verification.service.js';

let bench: Bench;
let maker: Actor;
let pharmacy: Actor;
let european: Actor;
let distributor: Actor;
let run: BuiltRun;
let soon: BuiltRun;
let registeredDaysAgo: number;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

// The pharmacy holds [0, 40) and is sent [40, 44); the distributor holds [44, 48).
beforeAll(async () => {
  bench = await openBench({ imports: [CustodyModule, VerificationModule] });
  maker = await anActor(bench, { roles: ['MANUFACTURER'], market: 'US' });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  distributor = await anActor(bench, { roles: ['DISTRIBUTOR'], market: 'US' });
  european = await anActor(bench, { site: await aSite(bench, { roles: ['PHARMACY'], market: 'EU' }) });
  run = await aRun(bench, maker, { units: 64, lotNumber: 'ABZ7' });
  await confirmRun(bench, run, [
    { start: 0, end: 40, holder: pharmacy.partyId },
    { start: 40, end: 44, holder: maker.partyId, receiver: pharmacy.partyId },
    { start: 44, end: 48, holder: distributor.partyId },
    { start: 48, end: 64, holder: maker.partyId },
  ]);
  soon = await aRun(bench, maker, { units: 4, expiry: inDays(20) });
  await confirmRun(bench, soon, [{ start: 0, end: 4, holder: pharmacy.partyId }]);
  const [lot] = await bench.sql<{ days: number }>(
    `SELECT (now() AT TIME ZONE 'UTC')::date - '1970-01-01'::date - registered_day AS days FROM ledger.lot LIMIT 1`,
  );
  registeredDaysAgo = lot!.days;
});
afterAll(() => bench.close());

type Verified = Awaited<ReturnType<VerificationService['verify']>>;

const verify = (actor: Actor, data: string, more: Partial<Scan> = {}): Promise<Verified> =>
  bench.get(VerificationService).verify(actor, { data, channel: 'WEDGE', ...more });

/** A unit of the pharmacy after something happened to it, so many days ago. */
async function after(index: number, status: UnitStatus, daysAgo = 0): Promise<string> {
  await setUnitStatus(bench, run, index, status, registeredDaysAgo - daysAgo);
  return run.code(index);
}

/** A lot of its own, of which something is said. */
async function ofLot(said: 'recalled' | 'withdrawn' | 'held_by_regulator'): Promise<string> {
  const own = await aRun(bench, maker, { units: 2 });
  await confirmRun(bench, own, [{ start: 0, end: 2, holder: pharmacy.partyId }]);
  const key = Buffer.from(own.lotKey.slice(2), 'hex');
  await bench.sql(`UPDATE ledger.lot SET ${said} = true WHERE lot_key = $1`, [key]);
  return own.code(0);
}

async function expired(): Promise<string> {
  const own = await aRun(bench, maker, { units: 2, expiry: inDays(30) });
  await confirmRun(bench, own, [{ start: 0, end: 2, holder: pharmacy.partyId }]);
  await bench.sql('UPDATE lot SET expiry = $2 WHERE id = $1', [own.lotId, inDays(-3)]);
  const printed = (day: string) => `17${day.slice(2).replaceAll('-', '')}`;
  return own.code(0).replace(printed(inDays(30)), printed(inDays(-3)));
}

async function handedOut(index: number): Promise<Verified> {
  const registry = bench.get(CounterRecordsRegistry);
  const record = { dispensingId: newId(), lineId: newId(), at: new Date(), by: 'Alex' } as const;
  const { siteId } = pharmacy;
  registry.use({ latest: () => Promise.resolve({ ...record, siteId, state: 'HANDED_OUT_REFUSED' }) });
  const verdict = await verify(pharmacy, await after(index, UnitStatus.Supplied));
  registry.use({ latest: () => Promise.resolve(null) });
  return verdict;
}

/** How each card is come by, from the code that is read to the answer: a card without a way fails. */
const WAYS: Readonly<Record<CardCode, () => Promise<Verified>>> = {
  PACK_OK: () => verify(pharmacy, run.code(0)),
  PACK_OK_STOCK: () => verify(distributor, run.code(44)),
  PACK_OK_RECEIVE: () => verify(pharmacy, run.code(40), { mode: 'RECEIVE' }),
  EXPIRES_SOON: () => verify(pharmacy, soon.code(0)),
  OPENED_BOTTLE: async () => verify(pharmacy, await after(1, UnitStatus.Opened)),
  DISPENSED_HERE: async () => verify(pharmacy, await after(2, UnitStatus.Supplied)),
  DISPENSED_HERE_REPEATED: async () => {
    const code = await after(3, UnitStatus.Supplied);
    for (let slip = 0; slip < 2; slip++) await verify(pharmacy, code);
    return verify(pharmacy, code);
  },
  DISPENSED_HERE_EARLIER: async () =>
    verify(pharmacy, await after(4, UnitStatus.Supplied, 5), { mode: 'DISPENSE' }),
  HANDED_OUT_REFUSED: () => handedOut(5),
  DISPENSED_ELSEWHERE: async () => verify(distributor, await after(6, UnitStatus.Supplied)),
  RECALLED: async () => verify(pharmacy, await ofLot('recalled')),
  WITHDRAWN: async () => verify(pharmacy, await ofLot('withdrawn')),
  HELD: async () => verify(pharmacy, await ofLot('held_by_regulator')),
  UNIT_LOCKED: async () => verify(pharmacy, await after(7, UnitStatus.Locked)),
  EXPIRED: async () => verify(pharmacy, await expired()),
  PRODUCT_UNKNOWN: () => verify(pharmacy, run.code(0).replace(run.gtin, '00361414567894')),
  SERIAL_UNKNOWN: () => verify(pharmacy, run.code(0).replace(run.serial(0), 'NEVERMADE')),
  LOT_UNKNOWN: () =>
    verify(pharmacy, run.code(0).replace(run.lotNumber, 'NOSUCHLOT').replace(run.serial(0), 'NEVERMADE')),
  SERIAL_SCAN_FAULT: () => verify(pharmacy, run.code(0).replace(run.serial(0), run.serial(0).toLowerCase())),
  LOT_MISMATCH: () => verify(pharmacy, run.code(0).replace(run.lotNumber, 'OTHER')),
  LOT_SCAN_FAULT: () => verify(pharmacy, run.code(0).replace(run.lotNumber, run.lotNumber.toLowerCase())),
  EXPIRY_MISMATCH: () => verify(pharmacy, run.code(0).replace('17290630', '17310630')),
  NOT_IN_CUSTODY: () => verify(pharmacy, run.code(50)),
  NOT_DELIVERED: () => verify(european, run.code(50)),
  NOT_RECEIVED_YET: () => verify(pharmacy, run.code(41)),
  DECOMMISSIONED: async () => verify(pharmacy, await after(8, UnitStatus.Destroyed)),
  MISSING_FOUND: async () => verify(pharmacy, await after(9, UnitStatus.Missing)),
  SUSPECTED_FALSIFIED: () =>
    verify(pharmacy, run.code(0).replace(run.lotNumber, 'OTHER').replace('17290630', '17310630')),
  SEIZED: async () => verify(pharmacy, await after(10, UnitStatus.Seized)),
  WRONG_CODE: () => verify(pharmacy, ']E04006381333931'),
  UNREADABLE: () => verify(pharmacy, 'hello'),
};

it.each(CARD_CODES)('%s is what the service says of a code that was read', async (code) => {
  expect((await WAYS[code]()).code).toBe(code);
});
