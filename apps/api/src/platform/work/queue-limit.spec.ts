import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { systemActor, type Actor } from '../access/index.js';
import { newId } from '../ids/index.js';
import type { NewOperation } from './tx.js';
import { UnitOfWork } from './unit-of-work.js';

const MOST = 10;
const BUSY = 7;
const QUIET = 8;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ settings: { LEDGER_QUEUE_MOST: String(MOST) } });
});
afterAll(() => bench.close());

const actorOf = (partyId: number): Actor => ({
  userId: newId(),
  userName: 'Ana',
  siteId: newId(),
  organisationId: newId(),
  partyId,
  partyIds: [partyId],
  roles: ['PHARMACY'],
  duties: [],
  market: 'EU',
  country: 'DE',
  locale: 'en',
  sessionId: newId(),
  active: true,
  can: () => true,
});
const lot = `0x${'00'.repeat(32)}` as const;
const lock = (partyId: number): NewOperation => ({
  call: { kind: 'lock', lot, start: 0, end: 1 },
  partyId,
});
const report = (partyId: number): NewOperation => ({
  call: { kind: 'reportSupply', lot, index: 0, portion: 0, basis: 2, quantity: 1, reason: 1 },
  partyId,
});
const ask = (partyId: number, operation: NewOperation) =>
  bench.get(UnitOfWork).run(actorOf(partyId), 'unit.lock', async (tx) => {
    tx.audit({ type: 'unit', id: '1' });
    return tx.enqueue(operation);
  });
const counted = () => bench.sql<{ count: number }>('SELECT count(*) FROM operation');

describe('a party whose queue is full', () => {
  beforeAll(async () => {
    await bench.get(UnitOfWork).run(systemActor('spec'), 'unit.lock', async (tx) => {
      for (let n = 0; n < MOST; n++) await tx.enqueue(lock(BUSY));
    });
  });

  it('is asked to come back, with nothing done', async () => {
    await expect(ask(BUSY, lock(BUSY))).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      details: { retryAfterSeconds: expect.any(Number) as number },
    });
    expect(await counted()).toEqual([{ count: MOST }]);
  });

  it('does not keep others from their work', async () => {
    await ask(QUIET, lock(QUIET));
    expect(await counted()).toEqual([{ count: MOST + 1 }]);
  });

  it('can still report what has happened already', async () => {
    await ask(BUSY, report(BUSY));
    expect(await counted()).toEqual([{ count: MOST + 2 }]);
  });

  it('is welcome again when the queue is shorter', async () => {
    await bench.sql(`UPDATE operation SET status = 'SENT' WHERE party_id = $1`, [BUSY]);
    await expect.poll(() => ask(BUSY, lock(BUSY)).catch(() => 'not yet')).not.toBe('not yet');
  });
});
