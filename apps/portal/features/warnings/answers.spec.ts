import { describe, expect, it } from 'vitest';
import { NO_ANSWER, answeredOf, goneFrom, keyOf, overriddenOf, type Answers } from './answers';
import type { Warning } from './warnings';

const INTERACTION: Warning = {
  kind: 'interaction',
  candidate: 'Zocor',
  substance: 'statins-cyp3a4',
  with: 'Clarithromycin',
  author: 'Harbor Pharmacy',
  date: '2026-11-10',
  pair: 'statins-cyp3a4',
  more: 0,
};
const DUPLICATE: Warning = {
  ...INTERACTION,
  kind: 'duplicate',
  candidate: 'Amoxil',
  substance: 'amoxicillin',
};

describe('a warning that is gone on against', () => {
  it('has a reason: until each has one, there is nothing to go on with', () => {
    expect(overriddenOf([], new Map())).toEqual([]);
    const half: Answers = new Map([[keyOf(INTERACTION), { ...NO_ANSWER, reason: 'MONITORED' }]]);
    expect(overriddenOf([INTERACTION, DUPLICATE], half)).toBeUndefined();
    expect(overriddenOf([INTERACTION], half)).toEqual([
      {
        kind: 'INTERACTION',
        given: 'Zocor',
        besides: 'Clarithromycin',
        about: 'statins-cyp3a4',
        reason: 'MONITORED',
      },
    ]);
  });

  it('keeps its words and that it was of no help, cut to what a record of it takes', () => {
    const answers: Answers = new Map([
      [keyOf(DUPLICATE), { reason: 'OTHER', words: ' Seen today. ', unhelpful: true }],
    ]);
    const long = { ...DUPLICATE, with: 'x'.repeat(400) };
    expect(overriddenOf([DUPLICATE], answers)).toMatchObject([{ words: 'Seen today.', unhelpful: true }]);
    const ofLong: Answers = new Map([[keyOf(long), { ...NO_ANSWER, reason: 'OTHER' }]]);
    expect(overriddenOf([long], ofLong)![0]!.besides).toHaveLength(300);
    const nameless = { ...DUPLICATE, with: ' ' };
    const ofNameless: Answers = new Map([[keyOf(nameless), { ...NO_ANSWER, reason: 'OTHER' }]]);
    expect(overriddenOf([nameless], ofNameless)![0]!.besides).toBe('amoxicillin');
  });

  it('is another one when something else is warned of', () => {
    const answers: Answers = new Map([[keyOf(DUPLICATE), { ...NO_ANSWER, reason: 'OTHER' }]]);
    expect(overriddenOf([{ ...DUPLICATE, date: '2026-11-20' }], answers)).toBeUndefined();
  });
});

describe('a warning that is heeded', () => {
  it('is one whose medicine is left out, not one of two packs of it', () => {
    const all = [INTERACTION, DUPLICATE];
    expect(goneFrom(all, ['Zocor'], ['Amoxil'])).toEqual([INTERACTION]);
    expect(goneFrom(all, ['Zocor'], ['Zocor', 'Amoxil'])).toEqual([]);
    expect(goneFrom(all, ['Zocor', 'Amoxil'], [])).toEqual(all);
    expect(goneFrom(all, ['Aspirin'], [])).toEqual([]);
  });

  it('is counted by its kind alone', () => {
    const answers: Answers = new Map([[keyOf(DUPLICATE), { ...NO_ANSWER, unhelpful: true }]]);
    expect(answeredOf(DUPLICATE, answers, true)).toEqual({
      kind: 'DUPLICATE',
      heeded: true,
      unhelpful: true,
    });
    expect(answeredOf(INTERACTION, answers, false)).toEqual({
      kind: 'INTERACTION',
      heeded: false,
      unhelpful: false,
    });
  });
});
