import { describe, expect, it } from 'vitest';
import { regrouped, type Box, type LyingPacks } from './container-places.rules.js';

const [SENDER, RECEIVER] = ['sender', 'receiver'];

/** A pallet with cartons A, B and so on, ten packs each, of which it is said whose they are: `>` for those on their way. */
function pallet(...cartons: string[][]): { boxes: Box[]; lying: LyingPacks[] } {
  const name = (n: number) => String.fromCharCode(65 + n);
  const boxes = cartons.map((_, n) => ({ sscc: name(n), parentSscc: 'P', siteId: SENDER }));
  const lying = cartons.flatMap((parts, n) =>
    parts.map((whose, part) => ({
      sscc: name(n),
      runId: n,
      start: part * 10,
      end: part * 10 + 10,
      siteId: whose.replace('>', ''),
      onTheWay: whose.startsWith('>'),
    })),
  );
  return { boxes: [{ sscc: 'P', parentSscc: null, siteId: SENDER }, ...boxes], lying };
}

function changes(...cartons: string[][]) {
  const { boxes, lying } = pallet(...cartons);
  const { moved, takenOff, loose } = regrouped(boxes, lying, RECEIVER);
  return {
    moved: Object.fromEntries(moved.map(({ sscc, siteId }) => [sscc, siteId])),
    takenOff,
    loose: loose.map(({ sscc, start, end }) => `${sscc} ${start}-${end}`),
  };
}

const NOTHING = { moved: {}, takenOff: [], loose: [] };

describe('a pallet', () => {
  it('goes to its receiver with all that stands on it', () => {
    expect(changes([RECEIVER], [RECEIVER])).toEqual({
      ...NOTHING,
      moved: { A: RECEIVER, B: RECEIVER, P: RECEIVER },
    });
  });

  it('stays whole with its sender when all of it is refused', () => {
    expect(changes([SENDER], [SENDER])).toEqual(NOTHING);
  });

  it('goes on without a refused carton', () => {
    expect(changes([RECEIVER], [SENDER])).toEqual({
      ...NOTHING,
      moved: { A: RECEIVER, P: RECEIVER },
      takenOff: ['B'],
    });
  });

  it('loses a refused carton before the rest has been taken in', () => {
    expect(changes(['>sender'], [SENDER])).toEqual({ ...NOTHING, takenOff: ['B'] });
  });

  it('is nobody else’s while a part of it is on its way', () => {
    expect(changes([RECEIVER], ['>sender'])).toEqual({ ...NOTHING, moved: { A: RECEIVER } });
  });
});

describe('a carton', () => {
  it('goes to its receiver without the packs that were refused', () => {
    expect(changes([RECEIVER, SENDER], [RECEIVER])).toEqual({
      takenOff: [],
      loose: ['A 10-20'],
      moved: { A: RECEIVER, B: RECEIVER, P: RECEIVER },
    });
  });

  it('keeps what is still on its way', () => {
    expect(changes([RECEIVER, '>sender'])).toEqual(NOTHING);
  });

  it('of which nothing is left stands where it is', () => {
    expect(changes([], [RECEIVER])).toEqual({ ...NOTHING, moved: { B: RECEIVER, P: RECEIVER } });
  });

  it('of a party that is nobody’s here is left alone', () => {
    const { boxes, lying } = pallet([RECEIVER]);
    expect(regrouped(boxes, [{ ...lying[0]!, siteId: null }], RECEIVER).moved).toEqual([]);
  });
});
