import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from '../src/bytes.js';
import {
  birthday,
  openChildhood,
  patientKeysOf,
  sealChildhood,
  stageOf,
  type PatientKeys,
} from '../src/index.js';

const CHILD = { born: '2015-06-10', market: 'EU', confidentialFrom: 13, passesAt: 16 };

let keys: PatientKeys;
beforeAll(async () => {
  keys = await patientKeysOf(randomBytes(32));
});

describe('that a record is a child’s', () => {
  it('is known to the record’s own keys, and to nobody else', async () => {
    const sealed = await sealChildhood(keys, CHILD);
    expect(sealed).not.toContain('2015');
    expect(await openChildhood(keys, sealed)).toEqual(CHILD);
    const other = await patientKeysOf(randomBytes(32));
    await expect(openChildhood(other, sealed)).rejects.toMatchObject({ code: 'WRONG_KEY' });
    const moved = { kem: keys.kem, pseudonym: other.pseudonym };
    await expect(openChildhood(moved, sealed)).rejects.toMatchObject({ code: 'WRONG_KEY' });
  });

  it.each(['2015-02-30', 'yesterday', '2015-6-1', ''])('names no day like %j', async (born) => {
    const sealed = await sealChildhood(keys, { ...CHILD, born });
    await expect(openChildhood(keys, sealed)).rejects.toMatchObject({ code: 'MALFORMED' });
  });

  it.each([
    ['2028-06-09', 'child'],
    ['2028-06-10', 'teen'],
    ['2031-06-09', 'teen'],
    ['2031-06-10', 'due'],
    ['2060-01-01', 'due'],
  ])('on %s means %s', (today, stage) => {
    expect(stageOf(CHILD, today)).toBe(stage);
  });

  it('passes on 1 March where the birthday is 29 February', () => {
    expect(birthday('2012-02-29', 16)).toBe('2028-02-29');
    expect(birthday('2012-02-29', 18)).toBe('2030-03-01');
  });
});
