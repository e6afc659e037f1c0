import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { drive } from './drive.js';
import { HttpConnection } from './http-connection.js';
import { Latencies } from './latencies.js';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('a load at a fixed rate', () => {
  it('sends what is due although nothing was answered, and counts the time from when it was due', async () => {
    let stalled = true;
    const due: number[] = [];
    setTimeout(() => (stalled = false), 300);
    const driven = await drive({ rate: 200, seconds: 0.5, lanes: 2 }, async (_, request) => {
      due.push(request);
      while (stalled) await pause(5);
    });
    expect(driven.sent).toBe(100);
    expect(due).toEqual([...due.keys()]);
    // The two that were under way stalled; all that were due meanwhile waited for a lane, and pay for it.
    expect(driven.p95).toBeGreaterThan(200);
    expect(driven.failed).toBe(0);
  });

  it('counts failures apart, and keeps the first', async () => {
    const driven = await drive({ rate: 500, seconds: 0.1, lanes: 4 }, async (_, request) => {
      if (request % 5 === 3) throw new Error(`request ${request}`);
    });
    expect([driven.sent, driven.failed, driven.firstFailure]).toEqual([50, 10, 'request 3']);
  });

  it('without a rate keeps every lane busy until the time is over', async () => {
    const busy = new Set<number>();
    const driven = await drive({ rate: null, seconds: 0.2, lanes: 3 }, async (lane) => {
      expect(busy.has(lane)).toBe(false);
      busy.add(lane);
      await pause(5);
      busy.delete(lane);
    });
    expect(driven.sent).toBeGreaterThan(3);
    expect(driven.perSecond).toBeGreaterThan(0);
  });
});

it('percentiles are those of the nearest rank', () => {
  const times = new Latencies();
  for (let n = 100; n >= 1; n--) times.add(n);
  expect([0.5, 0.95, 0.99, 1].map((share) => times.percentile(share))).toEqual([50, 95, 99, 100]);
});

describe('a connection', () => {
  let server: Server;
  let connection: HttpConnection;
  afterEach(() => {
    connection.close();
    server.close();
  });
  const open = async (answer: Parameters<typeof createServer>[1]) => {
    server = createServer(answer!);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    connection = new HttpConnection('127.0.0.1', (server.address() as AddressInfo).port);
  };
  const get = (path: string) => connection.request(Buffer.from(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`));

  it('reads one answer after the other, in however many pieces they come', async () => {
    await open((request, response) => {
      const body = `${request.url} ${'ä'.repeat(10_000)}`;
      response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
      response.write(body.slice(0, 3_000));
      setTimeout(() => response.end(body.slice(3_000)), 5);
    });
    for (const path of ['/a', '/b', '/c']) {
      const { status, body } = await get(path);
      expect([status, body.slice(0, 3), body.length]).toEqual([200, `${path} `, 10_003]);
    }
  });

  it('fails when the server hangs up, and connects anew for the next', async () => {
    let asked = 0;
    await open((_, response) => {
      if (++asked === 1) response.destroy();
      else response.writeHead(204, { 'content-length': 0 }).end();
    });
    await expect(get('/')).rejects.toThrow();
    expect((await get('/')).status).toBe(204);
  });
});
