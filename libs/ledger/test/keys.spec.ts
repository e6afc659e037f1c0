import { describe, expect, it } from 'vitest';
import {
  dayOf,
  fillHashOf,
  fillsDigest,
  isoDateOf,
  lotIdOf,
  operationIdOf,
  randomId,
  undoProof,
  uuidOf,
} from '../src/index.js';

describe('ids', () => {
  it('carries a UUID in 16 bytes and back', () => {
    const uuid = crypto.randomUUID();
    expect(operationIdOf(uuid)).toBe(`0x${uuid.replaceAll('-', '')}`);
    expect(uuidOf(operationIdOf(uuid))).toBe(uuid);
  });

  it.each(['', 'abc', '00000000-0000-0000-0000-00000000000g'])('refuses "%s" as a UUID', (text) => {
    expect(() => operationIdOf(text)).toThrow(RangeError);
  });

  it('gives a lot another id for every part of it that differs', () => {
    const lot = { gtin: '04012345678901', lotNumber: 'A1', expiryDay: 21000, salt: randomId() };
    const ids = [
      lot,
      { ...lot, gtin: '04012345678918' },
      { ...lot, lotNumber: 'A2' },
      { ...lot, expiryDay: 21001 },
      { ...lot, salt: randomId() },
    ].map(lotIdOf);
    expect(new Set(ids).size).toBe(5);
    expect(lotIdOf({ ...lot })).toBe(ids[0]);
  });

  it('counts days since 1970', () => {
    expect(dayOf('1970-01-01')).toBe(0);
    expect(dayOf('2027-03-31')).toBe(20908);
    expect(isoDateOf(20908)).toBe('2027-03-31');
    expect(() => dayOf('31.03.2027')).toThrow(RangeError);
    expect(() => dayOf('2027-02-30')).toThrow(RangeError);
  });
});

describe('the fills of an item', () => {
  const lot = randomId();
  const fills = [0, 1, 2].map((index) => ({ lot, index, pharmacy: 5, quantity: 10 + index, day: 20908 }));

  it('differ in every field', () => {
    const [fill] = fills;
    if (!fill) throw new Error('no fill');
    const others = [
      { ...fill, lot: randomId() },
      { ...fill, index: 9 },
      { ...fill, pharmacy: 6 },
      { ...fill, quantity: 9 },
      { ...fill, day: 20909 },
    ];
    expect(new Set([fill, ...others].map(fillHashOf)).size).toBe(6);
  });

  it('give an undo what lies before and after it', () => {
    const hashes = fills.map(fillHashOf);
    expect(undoProof(fills, 1)).toEqual({ before: fillsDigest(hashes.slice(0, 1)), later: hashes.slice(2) });
    expect(undoProof(fills, 0).before).toBe(0n);
    expect(() => undoProof(fills, 3)).toThrow(RangeError);
  });
});
