import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SegmentWindow, type Segment } from './segments.js';

const UNITS = 60;
const held = (end: number, holder: number): Segment => ({
  end,
  holder,
  receiver: null,
  state: 'HELD',
  touched: false,
});

function windowOf(segments: readonly (readonly [number, Segment])[]): SegmentWindow {
  const window = new SegmentWindow();
  for (const [start, segment] of segments) window.load(start, segment);
  return window;
}

describe('segments of a lot', () => {
  it('refuses to cut what is not in one segment, or not known', () => {
    const window = windowOf([
      [0, held(10, 1)],
      [10, held(20, 2)],
    ]);
    expect(() => window.carve(5, held(15, 3))).toThrow(RangeError);
    expect(() => window.carve(20, held(21, 3))).toThrow(RangeError);
    expect([...window.changes()]).toEqual([]);
  });

  it('cuts the middle out, and joins it again', () => {
    const window = windowOf([[0, held(10, 1)]]);
    window.carve(4, held(6, 2));
    expect([...window.changes()]).toEqual([
      [6, held(10, 1)],
      [0, held(4, 1)],
      [4, held(6, 2)],
    ]);
    window.join(0, 6, 4);
    expect(window.find(5)).toEqual({ start: 0, segment: held(6, 2) });
    expect([...window.changes()]).toContainEqual([4, undefined]);
  });

  it('covers every unit once, whatever is cut, and every unit has the holder that it was last given', () => {
    const cuts = fc.array(
      fc.record({ at: fc.nat(UNITS - 1), length: fc.integer({ min: 1, max: 9 }), holder: fc.nat(5) }),
    );
    fc.assert(
      fc.property(cuts, (list) => {
        const window = windowOf([[0, held(UNITS, 9)]]);
        const holders = new Array<number>(UNITS).fill(9);
        for (const { at, length, holder } of list) {
          const end = Math.min(at + length, window.containing(at).segment.end);
          window.carve(at, held(end, holder));
          holders.fill(holder, at, end);
        }
        for (let index = 0; index < UNITS; index++) {
          const { start, segment } = window.containing(index);
          expect(start <= index && index < segment.end).toBe(true);
          expect(segment.holder).toBe(holders[index]);
        }
      }),
    );
  });
});
