import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { NOTICE_CHANNEL, Notices, type Notice } from './notices.js';

let bench: Bench;
let notices: Notices;

beforeAll(async () => {
  bench = await openBench();
  notices = bench.get(Notices);
});
afterAll(() => bench.close());

const send = (notice: Notice) =>
  bench.sql('SELECT pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify(notice)]);

async function listening(): Promise<number> {
  const rows = await bench.sql<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'custodia-notices' AND query LIKE 'LISTEN%'`,
  );
  return rows[0]?.pid ?? 0;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('notices', () => {
  it('reach the streams of their topic that accept them, in order', async () => {
    const mine = notices.stream('operation', ({ partyId }) => partyId === 1);
    const others = notices.stream('alert');
    await until(async () => (await listening()) > 0);
    await send({ topic: 'operation', id: 'a', partyId: 2 });
    await send({ topic: 'operation', id: 'b', partyId: 1 });
    await send({ topic: 'alert', id: 'c' });
    await send({ topic: 'operation', id: 'd', partyId: 1 });
    expect((await mine.next()).value).toMatchObject({ id: 'b' });
    expect((await mine.next()).value).toMatchObject({ id: 'd' });
    expect((await others.next()).value).toMatchObject({ id: 'c' });
    await mine.return?.();
    await others.return?.();
  });

  it('end with the reader, also one that waits', async () => {
    const stream = notices.stream('operation');
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  it('come again after the connection was lost', async () => {
    const stream = notices.stream('operation');
    await until(async () => (await listening()) > 0);
    const lost = await listening();
    await bench.sql('SELECT pg_terminate_backend($1)', [lost]);
    await until(async () => ![0, lost].includes(await listening()));
    await send({ topic: 'operation', id: 'e' });
    expect((await stream.next()).value).toMatchObject({ id: 'e' });
    await stream.return?.();
  });
});
