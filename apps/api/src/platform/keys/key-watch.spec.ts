import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Config } from '../../config.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { KeyFile, type StoredKeys } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'custodia-key-watch-'));
const path = join(folder, 'keys.json');
const key = (byte: string) => `0x${byte.repeat(32)}`;
const FIRST: StoredKeys = { OPERATOR_KEY: key('a1'), SECRET_KEY: 'cd'.repeat(32) };

/** As the command line writes it, from another process. */
const write = (keys: StoredKeys) => new KeyFile(path, 'a passphrase', { N: 2 ** 10, r: 8, p: 1 }).write(keys);

let bench: Bench;
beforeAll(async () => {
  write(FIRST);
  bench = await openBench({ settings: { KEY_FILE: path, KEY_FILE_PASSPHRASE: 'a passphrase' } });
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

const held = () => {
  const { operator, nextOperator, regulator } = bench.get(Config).keys;
  return { operator, nextOperator, regulator: regulator !== undefined };
};

it('a process takes up keys that others write, and holds on to its own where the file is of no use', async () => {
  const demo = { regulator: true };
  expect(held()).toEqual({ operator: key('a1'), nextOperator: undefined, ...demo });
  const same = bench.get(Config).keys;
  expect(bench.get(Config).takeUpKeys()).toBe(false);
  expect(bench.get(Config).keys).toBe(same);

  write({ ...FIRST, OPERATOR_KEY_NEXT: key('b2') });
  await expect.poll(held).toEqual({ operator: key('a1'), nextOperator: key('b2'), ...demo });

  for (const useless of ['{', JSON.stringify({ version: 1 })]) {
    writeFileSync(path, useless);
    expect(() => bench.get(Config).takeUpKeys()).toThrow('KEY_FILE');
  }
  write({ ...FIRST, OPERATOR_KEY: 'no key' });
  expect(() => bench.get(Config).takeUpKeys()).toThrow('OPERATOR_KEY must be 0x and 64 hex digits');
  expect(held()).toEqual({ operator: key('a1'), nextOperator: key('b2'), ...demo });

  write({ ...FIRST, OPERATOR_KEY: key('b2') });
  await expect.poll(held).toEqual({ operator: key('b2'), nextOperator: undefined, ...demo });
});
