import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KeyFile } from '@custodia/api/founding';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';

/** What tells of a pack, of a medicine, of a site or of a person, as the demo and the journeys left it in the database. */
const TELLING = `
  SELECT gtin AS mark FROM product UNION SELECT name FROM product UNION SELECT number FROM lot
  UNION SELECT email FROM app_user UNION SELECT name FROM app_user UNION SELECT email FROM invitation
  UNION SELECT name FROM site UNION SELECT name FROM organisation
  UNION SELECT own_number FROM record_pairing UNION SELECT note FROM scan_answer
  UNION SELECT reference FROM shipment UNION SELECT note FROM shipment UNION SELECT closing_note FROM incident
  UNION SELECT serial FROM scan_record UNION SELECT serial FROM dispense_line UNION SELECT serial FROM observed
  UNION (SELECT unnest(serials) FROM serial_page ORDER BY run_id DESC, page_no LIMIT 2000)`;
/** Of the prescriptions of the journeys, whose words lie sealed; and what everybody of the demo signs in with. */
const SEALED = ['Ada Example', 'custodia-demo'];
/** What every program prints; a seed, to whom it is for, the sign-ins of the demo. */
const PROGRAMS = ['api', 'free-api', 'worker', 'node-1', 'node-2', 'node-3', 'portal', 'postgres', 'migrate'];

let marks: readonly string[];
let keys: readonly string[];

beforeAll(async () => {
  const database = new pg.Client({ connectionString: inject('databaseUrl') });
  await database.connect();
  try {
    const { rows } = await database.query<{ mark: string | null }>(TELLING);
    marks = [...SEALED, ...rows.flatMap(({ mark }) => mark ?? [])].filter(isOfItself);
  } finally {
    await database.end();
  }
  expect(marks.length).toBeGreaterThan(500);
  keys = await keysOfAll();
  expect(keys.length).toBeGreaterThan(12);
});

/** The keys of the API and of the nodes, in hex, and what seals them. */
async function keysOfAll(): Promise<string[]> {
  const found: string[] = [];
  for (const name of ['keys', ...[1, 2, 3].map((number) => join('nodes', `node-${number}`))]) {
    const file = join(dirname(inject('logs')), name);
    const passphrase = (await readFile(`${file}.passphrase`, 'utf8')).trim();
    const held = Object.values(new KeyFile(`${file}.json`, passphrase).read());
    found.push(passphrase, ...held.map((key) => key.replace('0x', '')));
  }
  // Two of the demo are the numbers one and two, which stand in many a call.
  return found.filter((key) => !key.startsWith('0'.repeat(60)));
}

/** Shorter words come up by chance in so many bytes; digits do so in the hashes and numbers of a log. */
function isOfItself(mark: string): boolean {
  return mark.length > (/^[0-9a-f-]*$/i.test(mark) ? 11 : 7);
}

describe('what the whole product has left behind', () => {
  it('on the ledger: no call and no event has a serial, a product, a person or a key in it', async () => {
    const bytes = await ledgerBytes();
    expect(bytes.length).toBeGreaterThan(50_000);
    const told = marks.filter((mark) => bytes.includes(mark));
    expect([...told, ...keys.filter((key) => bytes.includes(Buffer.from(key, 'hex')))]).toEqual([]);
  });

  it('in its logs: no program prints a serial, a person, a password or a key', async () => {
    const folder = inject('logs');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.log') && !name.startsWith('seed'));
    expect(files).toEqual(expect.arrayContaining(PROGRAMS.map((program) => `${program}.log`)));
    const told: string[] = [];
    for (const file of files) {
      const text = await readFile(join(folder, file), 'utf8');
      for (const mark of [...marks, ...keys].filter((one) => text.includes(one)))
        told.push(`${mark} in ${file}: ${text.split('\n').find((line) => line.includes(mark))}`);
    }
    expect(told).toEqual([]);
  });
});

/** Every byte that anybody sent to the ledger, or that it wrote as an event. */
async function ledgerBytes(): Promise<Buffer> {
  const [{ number: head }, logs] = await Promise.all([
    ask<{ number: string }>('eth_getBlockByNumber', ['latest', false]),
    ask<{ data: string; topics: string[] }[]>('eth_getLogs', [{ fromBlock: '0x0', toBlock: 'latest' }]),
  ]);
  const parts = logs.flatMap(({ data, topics }) => [data, ...topics]);
  for (let block = 0; block <= Number(head); block++) {
    const { transactions } = await ask<{ transactions: { input: string }[] }>('eth_getBlockByNumber', [
      `0x${block.toString(16)}`,
      true,
    ]);
    parts.push(...transactions.map(({ input }) => input));
  }
  return Buffer.concat(parts.map((part) => Buffer.from(part.slice(2), 'hex')));
}

async function ask<T>(method: string, params: unknown[]): Promise<T> {
  const answer = await fetch(inject('ledgerUrl'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return ((await answer.json()) as { result: T }).result;
}
