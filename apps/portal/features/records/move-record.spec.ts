import { expect, it } from 'vitest';
import type { OwnEntry } from './record';
import {
  countOf,
  did,
  lostOf,
  newMove,
  STEPS,
  stepOf,
  type Move,
  type Saved,
  type Step,
} from './move-record';

const [OLD, NEW] = ['0xold', '0xnew'];
const SAVED: Saved = { mark: 'm', count: 5, files: 2, without: 0, unread: 0 };

/** Done by who has the old record open, up to a step and without it. */
function upTo(step: Step, occasion: Move['occasion'] = 'own'): Move {
  const steps: readonly Step[] = STEPS[occasion];
  return steps
    .slice(0, steps.indexOf(step))
    .reduce((move, one) => did(move, OLD, one), newMove(occasion, OLD));
}

it('leads from the file to the erasure, and nothing is skipped', () => {
  const begun = newMove('own', OLD);
  expect(stepOf(begun, OLD)).toBe('save');
  expect(did(begun, OLD, 'erase')).toBe(begun);
  const saved = did(begun, OLD, 'save', { saved: SAVED });
  expect(saved).toMatchObject({ saved: SAVED, done: ['save'] });
  expect(did(saved, OLD, 'log')).toBe(saved);
  expect(['try', 'log', 'erase'].map((step) => stepOf(upTo(step as Step), OLD))).toEqual([
    'try',
    'log',
    'erase',
  ]);
});

it('goes on at the door, and in the new record alone', () => {
  const erased = upTo('begin');
  expect(stepOf(erased, undefined)).toBe('begin');
  expect(stepOf(erased, OLD)).toBe('begin');
  expect(stepOf(erased, NEW)).toBe('bring');
  const brought = did(erased, NEW, 'bring');
  expect(brought.done).toContain('begin');
  expect(stepOf(brought, NEW)).toBe('count');
  const counted = did(brought, NEW, 'count');
  expect(stepOf(counted, NEW)).toBe('again');
  expect(stepOf(did(counted, NEW, 'again'), NEW)).toBeUndefined();
});

it('is no matter of another record that is opened on the device meanwhile', () => {
  expect(stepOf(newMove('own', OLD), NEW)).toBeUndefined();
  expect(stepOf(newMove('own', OLD), undefined)).toBeUndefined();
  expect(did(newMove('own', OLD), NEW, 'save').done).toEqual([]);
});

it('a child’s record is erased once the young person has it, and is over then', () => {
  expect(stepOf(upTo('theirs', 'handOver'), OLD)).toBe('theirs');
  const given = upTo('erase', 'handOver');
  expect(stepOf(given, OLD)).toBe('erase');
  expect(stepOf(did(given, OLD, 'erase'), NEW)).toBeUndefined();
});

it('says what does not come along', () => {
  const whole = { left: 0, forged: 0, without: 0 };
  expect(lostOf(SAVED, whole)).toEqual({ lost: 0, files: 0 });
  expect(lostOf({ ...SAVED, unread: 4 }, { ...whole, forged: 2, left: 1 })).toEqual({ lost: 7, files: 0 });
  // A file that was gone when the record was saved is missed again when it is read.
  expect(lostOf({ ...SAVED, without: 1 }, { ...whole, without: 1 })).toEqual({ lost: 0, files: 1 });
  expect(lostOf(SAVED, { ...whole, without: 1 })).toEqual({ lost: 0, files: 1 });
});

it('counts what can be read, and no summary for emergencies', () => {
  const entry = (body: unknown) => ({ outcome: { kind: 'read', entry: { body } } }) as unknown as OwnEntry;
  const sealed = { outcome: { kind: 'sealed' } } as unknown as OwnEntry;
  const medicine = { resourceType: 'MedicationStatement' };
  expect(countOf([entry(medicine), entry({ resourceType: 'Bundle' }), entry('words'), sealed])).toBe(1);
});
