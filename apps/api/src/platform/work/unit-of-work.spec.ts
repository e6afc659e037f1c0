import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { systemActor, type Actor } from '../access/index.js';
import { isUniqueViolation } from '../errors/index.js';
import { newId } from '../ids/index.js';
import { hashOfJson } from './json.js';
import { OutboxBell } from './outbox-bell.js';
import { QueueLimit } from './queue-limit.js';
import type { Tx } from './tx.js';
import { UnitOfWork } from './unit-of-work.js';

let bench: Bench;
let work: UnitOfWork;

const actor: Actor = {
  userId: newId(),
  userName: 'Ana',
  siteId: newId(),
  organisationId: newId(),
  partyId: 7,
  partyIds: [7],
  roles: ['PHARMACY'],
  duties: [],
  market: 'EU',
  country: 'DE',
  locale: 'en',
  sessionId: newId(),
  active: true,
  can: () => true,
};

beforeAll(async () => {
  bench = await openBench();
  work = bench.get(UnitOfWork);
});
afterAll(() => bench.close());

const lockCall = (idx: number) => ({ kind: 'lock', lot: '0x00', start: idx, end: idx + 1 }) as const;

/** One row, one operation, one event, one audit entry, all of unit (1, idx). */
async function lockUnit(tx: Tx, idx: number): Promise<string> {
  const operationId = await tx.enqueue({ call: lockCall(idx), partyId: 7, runId: 1, idx: [idx, idx + 1] });
  await tx.sql('INSERT INTO unit_reservation (run_id, idx, operation_id) VALUES (1, $1, $2)', [
    idx,
    operationId,
  ]);
  await tx.publish('operation.confirmed', { operationId, kind: 'lock' });
  tx.audit({ type: 'unit', id: `1/${idx}` }, { why: 'test' });
  return operationId;
}

async function tracesOf(idx: number): Promise<number[]> {
  const [counts] = await bench.sql<Record<string, number>>(
    `SELECT (SELECT count(*) FROM unit_reservation WHERE idx = $1) AS reservations,
            (SELECT count(*) FROM operation WHERE idx_from = $1) AS operations,
            (SELECT count(*) FROM domain_event e JOIN operation o ON e.payload->>'operationId' = o.id::text
              WHERE o.idx_from = $1) AS events,
            (SELECT count(*) FROM audit_entry WHERE subject_id = '1/' || $1) AS entries`,
    [idx],
  );
  return Object.values(counts ?? {});
}

describe('a unit of work', () => {
  it('leaves nothing when its body throws', async () => {
    const failing = work.run(actor, 'unit.lock', async (tx) => {
      await lockUnit(tx, 1);
      throw new Error('second thoughts');
    });
    await expect(failing).rejects.toThrow('second thoughts');
    expect(await tracesOf(1)).toEqual([0, 0, 0, 0]);
  });

  it('leaves nothing when a person does something without an audit entry', async () => {
    const silent = work.run(actor, 'unit.lock', (tx) =>
      tx.sql('INSERT INTO unit_reservation VALUES (1, 2, $1)', [newId()]),
    );
    await expect(silent).rejects.toThrow('without an audit entry');
    expect(await tracesOf(2)).toEqual([0, 0, 0, 0]);
  });

  it('leaves nothing, not even an audit entry, when a constraint refuses a row', async () => {
    await work.run(actor, 'unit.lock', (tx) => lockUnit(tx, 3));
    const second = work.run(actor, 'unit.lock', (tx) => lockUnit(tx, 3));
    await expect(second).rejects.toSatisfy((error) => isUniqueViolation(error, 'unit_reservation_pkey'));
    expect(await tracesOf(3)).toEqual([1, 1, 1, 1]);
  });

  it('answers BUSY when it loses a deadlock, and one of the two wins', async () => {
    await work.run(actor, 'unit.lock', (tx) => lockUnit(tx, 20));
    await work.run(actor, 'unit.lock', (tx) => lockUnit(tx, 21));
    let arrived = 0;
    const crossing = (first: number, then: number) =>
      work.run(systemActor('spec'), 'unit.lock', async (tx) => {
        await tx.sql('SELECT 1 FROM unit_reservation WHERE idx = $1 FOR UPDATE', [first]);
        arrived += 1;
        while (arrived < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        await tx.sql('SELECT 1 FROM unit_reservation WHERE idx = $1 FOR UPDATE', [then]);
      });
    const results = await Promise.allSettled([crossing(20, 21), crossing(21, 20)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'BUSY' } });
  });

  it('writes rows, operation, event and audit entry together, in the order of the calls', async () => {
    const ids = await work.run(actor, 'unit.lock', async (tx) => [
      await lockUnit(tx, 4),
      await lockUnit(tx, 5),
    ]);
    expect(await tracesOf(4)).toEqual([1, 1, 1, 1]);

    const operations = await bench.sql('SELECT * FROM operation WHERE idx_from IN (4, 5) ORDER BY seq');
    expect(operations.map(({ id }) => id)).toEqual(ids);
    expect(operations[0]).toMatchObject({
      kind: 'lock',
      call: lockCall(4),
      party_id: 7,
      signer: 'operator',
      run_id: 1,
      idx_from: 4,
      idx_to: 5,
      status: 'PENDING',
      created_by: actor.userId,
      site_id: actor.siteId,
    });
    const [entry] = await bench.sql(`SELECT * FROM audit_entry WHERE subject_id = '1/4'`);
    expect(entry).toMatchObject({
      user_id: actor.userId,
      site_id: actor.siteId,
      system: null,
      action: 'unit.lock',
      subject_type: 'unit',
      details: { why: 'test' },
      operation_ids: ids,
    });
  });

  it('gives the rows that UPDATE and DELETE return', async () => {
    await work.run(systemActor('spec'), 'unit.lock', async (tx) => {
      await tx.sql('INSERT INTO unit_reservation VALUES (1, 6, $1)', [newId()]);
      expect(await tx.sql('UPDATE unit_reservation SET run_id = 2 WHERE idx = 6 RETURNING run_id')).toEqual([
        { run_id: 2 },
      ]);
      expect(await tx.sql('DELETE FROM unit_reservation WHERE idx = 6 RETURNING idx')).toEqual([{ idx: 6 }]);
    });
  });
});

describe('an operation for a key', () => {
  it('that this node does not hold is refused, and nothing of it stays', async () => {
    const poor = await openBench({
      settings: {
        CUSTODIA_DEMO: '0',
        PORTAL_OPERATIONS: 'any',
        OPERATOR_KEY: `0x${'11'.repeat(32)}`,
        SECRET_KEY: '22'.repeat(32),
      },
    });
    try {
      const order = (signer: 'regulator' | 'operator') =>
        poor.get(UnitOfWork).run(actor, 'unit.lock', async (tx) => {
          tx.audit({ type: 'unit', id: '1/1' });
          return tx.enqueue({ call: lockCall(1), partyId: 7, signer });
        });
      await expect(order('regulator')).rejects.toMatchObject({
        code: 'KEY_NOT_HELD',
        details: { signer: 'regulator' },
      });
      expect(await poor.sql('SELECT id FROM audit_entry')).toEqual([]);
      await expect(order('operator')).resolves.toEqual(expect.any(String));
    } finally {
      await poor.close();
    }
  });
});

describe('an operation with an idempotency key', () => {
  const lock = (key: string, idx: number, by: Actor = actor) =>
    work.once(by, 'unit.lock', key, { idx }, async (tx) => ({ id: await lockUnit(tx, idx) }));

  it('refuses a key that is no key', async () => {
    await expect(lock('', 30)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(lock('with blank ', 30)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('refuses the key for other input, for another action and for another person of the site', async () => {
    await lock('key-31-31', 31);
    await expect(lock('key-31-31', 32)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await expect(lock('key-31-31', 31, { ...actor, userId: newId() })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    const other = work.once(actor, 'unit.unlock', 'key-31-31', { idx: 31 }, () => Promise.resolve({}));
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await tracesOf(31)).toEqual([1, 1, 1, 1]);
    expect(await tracesOf(32)).toEqual([0, 0, 0, 0]);
  });

  it('keeps the keys of two sites apart', async () => {
    await lock('key-33-33', 33);
    const elsewhere = { ...actor, siteId: newId() };
    await expect(lock('key-33-33', 34, elsewhere)).resolves.toMatchObject({
      id: expect.any(String) as string,
    });
  });

  it('gives the first answer again, without doing it again', async () => {
    const first = await lock('key-35-35', 35);
    expect(await lock('key-35-35', 35)).toEqual(first);
    expect(await tracesOf(35)).toEqual([1, 1, 1, 1]);
  });

  it('is known again by a hash that nobody can guess without the secret of the node', async () => {
    const words = 'for the daughter of Mrs Hale';
    const note = (of: UnitOfWork, key: string, idx = 37) =>
      of.once(actor, 'unit.lock', key, { words }, async (tx) => ({ id: await lockUnit(tx, idx) }));
    const hashOf = async (key: string) => {
      const [row] = await bench.sql<{ input_hash: Buffer }>(
        'SELECT input_hash FROM idempotency_key WHERE key = $1',
        [key],
      );
      return row!.input_hash.toString('hex');
    };
    const first = await note(work, 'key-37-37');
    const { secretKey, ...config } = bench.get(Config);
    const under = (secret: Buffer, previousSecretKey?: Buffer) =>
      new UnitOfWork(bench.get(DataSource), bench.get(OutboxBell), bench.get(QueueLimit), {
        ...config,
        secretKey: secret,
        previousSecretKey,
      });
    const next = Buffer.alloc(32, 9);
    await note(under(next), 'key-38-38', 38);
    const guesses = [{ words }, { action: 'unit.lock', userId: actor.userId, input: { words } }];
    const bare = guesses.map((guess) => hashOfJson(guess).toString('hex'));
    expect(bare).not.toContain(await hashOf('key-37-37'));
    expect(await hashOf('key-38-38')).not.toBe(await hashOf('key-37-37'));
    // While the secret is changed, both know it again; afterwards nothing is done twice, either.
    expect(await note(under(next, secretKey), 'key-37-37')).toEqual(first);
    await expect(note(under(next), 'key-37-37')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('can be tried again after it failed', async () => {
    const failing = work.once(actor, 'unit.lock', 'key-36-36', { idx: 36 }, () =>
      Promise.reject(new Error('no')),
    );
    await expect(failing).rejects.toThrow('no');
    await lock('key-36-36', 36);
    expect(await tracesOf(36)).toEqual([1, 1, 1, 1]);
  });

  it('does it once for many that come at the same moment, in 20 rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const idx = 1_000 + round;
      const answers = await Promise.all(Array.from({ length: 8 }, () => lock(`key-of-${idx}`, idx)));
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      expect(await tracesOf(idx)).toEqual([1, 1, 1, 1]);
    }
  });
});
