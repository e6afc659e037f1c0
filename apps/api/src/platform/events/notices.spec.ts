import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { listening } from '../../testing/listening.js';
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

describe('notices', () => {
  it('reach the streams of their topic that accept them, in order', async () => {
    const mine = notices.stream('operation', ({ partyId }) => partyId === 1);
    const others = notices.stream('alert');
    await listening(bench);
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
    const lost = await listening(bench);
    await bench.sql('SELECT pg_terminate_backend($1)', [lost]);
    await listening(bench, lost);
    await send({ topic: 'operation', id: 'e' });
    expect((await stream.next()).value).toMatchObject({ id: 'e' });
    await stream.return?.();
  });
});
