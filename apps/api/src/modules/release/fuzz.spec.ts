import { scratchDatabase, type ScratchDatabase } from '@custodia/embedded';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNodeConfig } from '../../config.js';
import { nodeSettings } from '../../testing/founding.js';
import { releaseApp } from './index.js';

const ADDRESS = `0x${'ab'.repeat(20)}` as const;
const WORD = `0x${'cd'.repeat(32)}`;
/** Things that must never be in an answer: places in our code, other programs' words for their errors. */
const INSIDES = /node_modules|\.(ts|js):\d+|at \w+ \(|QueryFailedError|TypeError|RangeError|syntax error at/;

let database: ScratchDatabase;
let node: NestFastifyApplication;
/** Every door, from the server itself. */
const doors: { method: 'GET' | 'POST'; url: string }[] = [];

beforeAll(async () => {
  database = await scratchDatabase();
  const place = { databaseUrl: database.url, ledgerUrl: 'http://127.0.0.1:1' };
  const contracts = { consentRegistry: ADDRESS, anchorLog: ADDRESS, partyRegistry: ADDRESS };
  node = await releaseApp(readNodeConfig(nodeSettings(1, place, contracts)), false);
  const http = node.getHttpAdapter().getInstance();
  http.addHook('onRoute', ({ method, url }: { method: unknown; url: string }) => {
    if (method === 'GET' || method === 'POST') doors.push({ method, url });
  });
  await node.init();
  await http.ready();
});
afterAll(async () => {
  await node?.close();
  await database?.drop();
});

const VALUES: unknown[] = [
  null,
  '',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  WORD,
  ADDRESS,
  'A'.repeat(43),
  '__proto__',
  '\0',
];
const FIELDS = [
  ...['action', 'argument', 'at', 'node', 'nonce', 'patient', 'pseudonym', 'signature', 'version', 'suite'],
  ...['commitment', 'controller', 'deadline', 'r', 'vs', 'recoveryKey', 'opening', 'grant', 'directory'],
  ...['entry', 'entries', 'header', 'sealed', 'share', 'shares', 'kem', 'since', 'after', 'category', 'key'],
  ...['supplies', 'tag', 'tags', 'from', 'until', 'person', 'certificate'],
];
const BODIES = [
  ...[
    '',
    ' ',
    '\0',
    '{',
    '[]',
    '[{}]',
    'null',
    '0',
    '"a"',
    '{"a":1,"a":2}',
    '{"__proto__":{"a":1}}',
    '\ud800',
  ],
  '['.repeat(50_000) + ']'.repeat(50_000),
  '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000),
  'A'.repeat(100_000),
  ...VALUES.map((value) =>
    JSON.stringify(Object.fromEntries([...FIELDS].sort().map((field) => [field, value]))),
  ),
  ...FIELDS.map((field) => JSON.stringify({ [field]: WORD })),
];
const PLACES = [
  WORD,
  ADDRESS,
  'x',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  "'%20OR%201=1",
  '%F0%9D%92%B3',
  'A'.repeat(3_000),
];

it('no door of a release node fails by a fault of ours, hangs, or tells of the inside', async () => {
  const http = node.getHttpAdapter().getInstance();
  const faults: string[] = [];
  const ask = async (method: 'GET' | 'POST', url: string, payload?: string, type = 'application/json') => {
    const headers = payload === undefined ? {} : { 'content-type': type };
    const { statusCode, body } = await http.inject({
      method,
      url,
      headers,
      ...(payload !== undefined && { payload }),
    });
    // 503 is the ledger, which is away.
    if ((statusCode >= 500 && statusCode !== 503) || INSIDES.test(body) || body.includes('root:'))
      faults.push(
        `${method} ${url.slice(0, 90)} ${payload?.slice(0, 60)}: ${statusCode} ${body.slice(0, 160)}`,
      );
  };
  expect(doors.length).toBeGreaterThan(20);
  for (const { method, url } of doors) {
    for (const place of PLACES) {
      const path = url.replaceAll(/:\w+/g, place);
      if (method === 'GET') await ask(method, `${path}?since=${place}`);
      else await ask(method, path, '{}');
    }
    if (method === 'GET') continue;
    const path = url.replaceAll(/:\w+/g, WORD);
    for (const body of BODIES) await ask(method, path, body);
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'a/b', ''])
      await ask(method, path, '{"a":1}', type);
  }
  expect(faults).toEqual([]);
});
