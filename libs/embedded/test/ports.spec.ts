import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../src/ports.js';

test('ports that are given out are different ones, and none that a system gives to anybody', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
  expect(new Set(ports).size).toBe(50);
  expect(ports.filter((port) => port < 12_000 || port >= 20_000)).toEqual([]);
});

test('a port at which somebody listens is passed over', async () => {
  const before = await freePort();
  const others = await Promise.all(
    [1, 2].map(async (step) => {
      const server = createServer();
      // Where another program has it already, it is just as taken.
      await new Promise<void>((settled) =>
        server.once('error', () => settled()).listen(before + step, '127.0.0.1', settled),
      );
      return server;
    }),
  );
  expect([before + 1, before + 2]).not.toContain(await freePort());
  for (const server of others) server.close();
});
