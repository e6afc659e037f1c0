import { describe, expect, it } from 'vitest';
import { EMERGENCY_REASONS as AT_THE_NODES } from '@custodia/vault';
import { EMERGENCY_REASONS, checkEmergency, checkReview, readCard } from './emergency.rules.js';

const requestHash = `0x${'ab'.repeat(32)}`;
const codeOf = (work: () => void) => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return undefined;
};

describe('an emergency', () => {
  it('has one of the reasons that the release nodes know', () => {
    expect(EMERGENCY_REASONS).toEqual(AT_THE_NODES);
    for (const reason of EMERGENCY_REASONS)
      expect(codeOf(() => checkEmergency({ requestHash, reason, words: 'why' }))).toBeUndefined();
    expect(codeOf(() => checkEmergency({ requestHash, reason: 'curious', words: '' }))).toBe('BAD_INPUT');
  });

  it('for another reason is explained in words, and names a request', () => {
    expect(codeOf(() => checkEmergency({ requestHash, reason: 'other', words: ' ' }))).toBe('BAD_INPUT');
    const long = { requestHash, reason: 'unconscious', words: 'x'.repeat(151) };
    expect(codeOf(() => checkEmergency(long))).toBe('BAD_INPUT');
    expect(codeOf(() => checkEmergency({ ...long, words: '', requestHash: '0x1' }))).toBe('BAD_INPUT');
  });
});

describe('a review', () => {
  const review = { reviewerId: 'officer', outcome: 'JUSTIFIED', words: '' } as const;
  it('is by another person, once', () => {
    expect(codeOf(() => checkReview({ readerId: 'reader', outcome: null }, review))).toBeUndefined();
    expect(codeOf(() => checkReview({ readerId: 'officer', outcome: null }, review))).toBe('OWN_EMERGENCY');
    const done = { readerId: 'reader', outcome: 'JUSTIFIED' } as const;
    expect(codeOf(() => checkReview(done, review))).toBe('EMERGENCY_REVIEWED');
  });

  it('that finds no justification says why', () => {
    const use = { readerId: 'reader', outcome: null };
    expect(codeOf(() => checkReview(use, { ...review, outcome: 'NOT_JUSTIFIED' }))).toBe('BAD_INPUT');
    const said = { ...review, outcome: 'NOT_JUSTIFIED', words: 'No emergency' } as const;
    expect(codeOf(() => checkReview(use, said))).toBeUndefined();
  });
});

it('a card is read as people type it', () => {
  expect(readCard('abcd-efgh jkmn')).toBe('ABCDEFGHJKMN');
  expect(readCard('CUSTODIA:ABCDEFGHJKMN')).toBe('ABCDEFGHJKMN');
  expect(readCard('ABCD')).toBeUndefined();
});
