import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { Config } from '../../config.js';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../work/index.js';
import { ColumnSeal } from './column-seal.js';

const PLACE = { table: 'totp', column: 'secret', row: 'a' };
const SECRET = Buffer.from('twenty secret bytes!');

let bench: Bench;
let seal: ColumnSeal;
beforeAll(async () => {
  bench = await openBench();
  seal = bench.get(ColumnSeal);
});
afterAll(() => bench.close());

/** By which data key it is sealed. */
const keyOf = (sealed: Buffer) => sealed.subarray(1, 17).toString('hex');

/** Another process, with this configured key. */
const another = (secretKey = bench.get(Config).secretKey) =>
  new ColumnSeal(bench.get(DataSource), bench.get(UnitOfWork), { ...bench.get(Config), secretKey });

/** Another process, after the configured key was changed. */
const after = (secretKey: Buffer, previousSecretKey: Buffer | undefined) =>
  new ColumnSeal(bench.get(DataSource), bench.get(UnitOfWork), {
    ...bench.get(Config),
    secretKey,
    previousSecretKey,
  });

describe('a change of the configured key', () => {
  it('opens with either until the data keys are wrapped anew, and then with the new one alone', async () => {
    const [old, next] = [bench.get(Config).secretKey, Buffer.alloc(32, 9)];
    const before = await seal.seal(PLACE, SECRET);
    const changing = after(next, old);
    expect(await changing.open(PLACE, before)).toEqual(SECRET);
    const meanwhile = await changing.seal(PLACE, SECRET);
    await expect(after(next, undefined).open(PLACE, before)).rejects.toThrow();

    expect(await changing.rewrap()).toBeGreaterThan(0);
    expect(await changing.rewrap()).toBe(0);
    for (const sealed of [before, meanwhile]) {
      expect(await after(next, undefined).open(PLACE, sealed)).toEqual(SECRET);
      await expect(after(old, undefined).open(PLACE, sealed)).rejects.toThrow();
    }
    await after(old, next).rewrap();
  });
});

describe('a sealed column', () => {
  it('opens in every process with the configured key, and shows nothing of what it holds', async () => {
    const sealed = await seal.seal(PLACE, SECRET);
    expect(await seal.open(PLACE, sealed)).toEqual(SECRET);
    expect(await another().open(PLACE, sealed)).toEqual(SECRET);
    expect(sealed.includes(SECRET)).toBe(false);
    expect(await seal.seal(PLACE, SECRET)).not.toEqual(sealed);
  });

  it('does not open in another table, column or row, nor with a bit changed, nor with another configured key', async () => {
    const sealed = await seal.seal(PLACE, SECRET);
    for (const moved of [{ table: 'passkey' }, { column: 'name' }, { row: 'b' }]) {
      await expect(seal.open({ ...PLACE, ...moved }, sealed)).rejects.toThrow();
    }
    for (const at of [0, 5, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      await expect(seal.open(PLACE, changed), `byte ${at}`).rejects.toThrow();
    }
    await expect(another(Buffer.alloc(32, 7)).open(PLACE, sealed)).rejects.toThrow();
  });

  it('is sealed with a new key after 90 days, and what was sealed before still opens', async () => {
    const before = await seal.seal(PLACE, SECRET);
    await bench.sql(`UPDATE data_key SET created_at = now() - interval '91 days'`);
    const after = await another().seal(PLACE, SECRET);
    expect(after.subarray(1, 17)).not.toEqual(before.subarray(1, 17));
    expect(await another().open(PLACE, before)).toEqual(SECRET);
    expect(await another().open(PLACE, after)).toEqual(SECRET);
  });

  it('is sealed with the same key as long as that is young, with nothing asked', async () => {
    const process = another();
    const clock = vi.spyOn(Date, 'now');
    const first = await process.seal(PLACE, SECRET);
    const asked = vi.spyOn(bench.get(DataSource), 'query');
    const [second, third] = await Promise.all([process.seal(PLACE, SECRET), process.seal(PLACE, SECRET)]);
    expect(asked).not.toHaveBeenCalled();
    expect([second, third].map(keyOf)).toEqual([keyOf(first), keyOf(first)]);
    clock.mockReturnValue(Date.now() + 91 * 86_400_000);
    const [old, made] = [keyOf(second), await Promise.all([0, 1, 2].map(() => process.seal(PLACE, SECRET)))];
    vi.restoreAllMocks();
    expect(new Set(made.map(keyOf)).size).toBe(1);
    expect(keyOf(made[0]!)).not.toBe(old);
  });

  it('keeps its keys wrapped only', async () => {
    const rows = await bench.sql<{ wrapped: Buffer }>('SELECT wrapped FROM data_key');
    expect(rows.map(({ wrapped }) => wrapped.length)).toEqual(rows.map(() => 12 + 32 + 16));
  });
});
