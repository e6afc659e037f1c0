import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Touch } from '../touches.rules.js';
import { planBatches, type Batch, type Candidate } from './batch-plan.rules.js';

const LIMITS = { gasPerCall: 1_000, calls: 50 };
const nobody = () => false;

function operation(id: string, group: string, touches: Touch[], more: Partial<Candidate> = {}): Candidate {
  return { id, group, most: 200, gas: 1, touches, ...more };
}
const alone = (key: string): Touch => ({ key, mode: 'alone' });
const shared = (key: string): Touch => ({ key, mode: 'shared' });
const ids = (batches: Batch<Candidate>[]) =>
  batches.map((batch) => batch.operations.map(({ id }) => id).join(' '));

describe('planning which operations go out together', () => {
  it('sends nothing for a thing that waits for an operation of another signer, nor anything after it', () => {
    const batches = planBatches(
      [
        operation('a', 'ship', [alone('run:1'), shared('party:7')]),
        operation('b', 'dispense', [shared('run:1')]),
        operation('c', 'dispense', [shared('run:2')]),
      ],
      LIMITS,
      (_, touch) => touch.key === 'party:7',
    );
    expect(ids(batches)).toEqual(['c']);
  });

  it('holds operations back once no further call may be under way, and keeps their order', () => {
    const batches = planBatches(
      [
        operation('a', 'ship', [alone('run:1')]),
        operation('b', 'receive', [alone('run:1')]),
        operation('c', 'ship', [alone('run:1')]),
      ],
      { ...LIMITS, calls: 1 },
      nobody,
    );
    expect(ids(batches)).toEqual(['a']);
  });

  it('puts dispenses of one run into one call, whatever other runs do in between', () => {
    const batches = planBatches(
      [
        operation('a', 'dispense', [shared('run:1')]),
        operation('b', 'ship', [alone('run:2')]),
        operation('c', 'dispense', [shared('run:1')]),
      ],
      LIMITS,
      nobody,
    );
    expect(ids(batches)).toEqual(['a c', 'b']);
  });

  it('never moves a dispense in front of the receipt that it needs', () => {
    const batches = planBatches(
      [
        operation('a', 'dispense', [shared('run:1')]),
        operation('b', 'receive', [alone('run:1')]),
        operation('c', 'dispense', [shared('run:1')]),
      ],
      LIMITS,
      nobody,
    );
    expect(ids(batches)).toEqual(['a', 'b', 'c']);
  });

  it('keeps the fills of one item in one call, in order', () => {
    const basket = ['a', 'b', 'c'].map((id) => operation(id, 'dispense', [shared('run:1'), alone('item:9')]));
    expect(ids(planBatches(basket, LIMITS, nobody))).toEqual(['a b c']);
  });

  it('starts another call when one is full, by number or by gas', () => {
    const many = [...'abcdef'].map((id) => operation(id, 'dispense', [], { most: 4, gas: 300 }));
    expect(ids(planBatches(many, LIMITS, nobody))).toEqual(['a b c', 'd e f']);
    const small = many.map((one) => ({ ...one, gas: 1 }));
    expect(ids(planBatches(small, LIMITS, nobody))).toEqual(['a b c d', 'e f']);
  });

  it('keeps the order of any two operations that do not commute, and loses or doubles none', () => {
    const touch = fc.record({
      key: fc.constantFrom('k1', 'k2', 'k3'),
      mode: fc.constantFrom<Touch['mode']>('alone', 'shared'),
    });
    const one = fc.record({
      group: fc.constantFrom('ship', 'receive', 'dispense'),
      most: fc.integer({ min: 1, max: 4 }),
      gas: fc.integer({ min: 1, max: 400 }),
      touches: fc.array(touch, { maxLength: 3 }),
      held: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), fc.integer({ min: 0, max: 12 }), (generated, calls) => {
        const list = generated.map((part, index) => ({
          ...part,
          id: String(index),
          held: part.held && index % 5 === 0,
        }));
        const batches = planBatches(list, { gasPerCall: 1_000, calls }, (candidate) => candidate.held);
        const sent = batches.flatMap((batch) => batch.operations);
        expect(new Set(sent).size).toBe(sent.length);
        expect(batches.length).toBeLessThanOrEqual(calls);
        const position = new Map(sent.map(({ id }, index) => [id, index]));
        for (const [later, b] of list.entries()) {
          for (const a of list.slice(0, later)) {
            if (!conflict(a, b) || !position.has(b.id)) continue;
            expect(position.get(a.id) ?? Infinity).toBeLessThan(position.get(b.id) ?? -1);
          }
        }
      }),
    );
  });
});

function conflict(a: Candidate, b: Candidate): boolean {
  return a.touches.some(({ key, mode }) =>
    b.touches.some((other) => other.key === key && (mode === 'alone' || other.mode === 'alone')),
  );
}
