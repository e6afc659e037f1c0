import { describe, expect, it } from 'vitest';
import { CUSTODY_TABLE, piecesFor, standingOf, type CustodyAct, type Standing } from './custody.rules.js';
import type { Segment, SegmentState } from './segment.js';

const [ME, ME_TOO, OTHER, THIRD] = [11, 12, 21, 31];
const mine = [ME, ME_TOO];
const segment = (
  start: number,
  end: number,
  holder: number,
  receiver: number | null = null,
  state?: SegmentState,
): Segment => ({
  start,
  end,
  holder,
  receiver,
  state: state ?? (receiver === null ? 'HELD' : 'SHIPPED'),
  touched: false,
});

const STANDINGS: Record<Standing, Segment> = {
  HOLDING: segment(0, 10, ME),
  SENDING: segment(0, 10, ME_TOO, OTHER),
  EXPECTING: segment(0, 10, OTHER, ME),
  ORDERED_AWAY: segment(0, 10, ME, OTHER, 'ORDERED'),
  OTHERS_STOCK: segment(0, 10, OTHER),
  OTHERS_TRANSIT: segment(0, 10, OTHER, THIRD),
};

const ALLOWED: Record<CustodyAct, Standing[]> = {
  ship: ['HOLDING'],
  receive: ['EXPECTING'],
  reject: ['EXPECTING'],
  takeBack: ['SENDING'],
  reportMissing: ['HOLDING', 'EXPECTING'],
  claim: ['OTHERS_STOCK'],
};

const outcome = (act: CustodyAct, segments: Segment[], start = 0, end = 10): unknown => {
  try {
    return piecesFor(act, segments, { start, end }, mine);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('every act in every standing', () => {
  const acts = Object.keys(CUSTODY_TABLE) as CustodyAct[];
  const cases = acts.flatMap((act) =>
    (Object.keys(STANDINGS) as Standing[]).map((standing) => [act, standing] as const),
  );

  it.each(cases)('%s of %s', (act, standing) => {
    const found = outcome(act, [STANDINGS[standing]]);
    if (ALLOWED[act].includes(standing)) expect(found).toHaveLength(1);
    else expect(found).toBe((CUSTODY_TABLE[act][standing] as { code: string }).code);
  });

  it.each(Object.entries(STANDINGS))('is told apart: %s', (standing, of) => {
    expect(standingOf(of, mine)).toBe(standing);
  });

  it('also when sent from one of our ledger ids to another', () => {
    expect(standingOf(segment(0, 10, ME, ME_TOO), mine)).toBe('EXPECTING');
  });
});

describe('a range', () => {
  it.each([
    [0, 0],
    [5, 4],
    [5, 11],
    [10, 12],
  ])('[%i, %i) that the run does not have is refused', (start, end) => {
    expect(outcome('ship', [STANDINGS.HOLDING], start, end)).toBe('NOT_HOLDER');
  });

  it('is refused as a whole when one unit of it stands otherwise', () => {
    expect(outcome('ship', [segment(0, 5, ME), segment(5, 6, OTHER), segment(6, 10, ME)])).toBe('NOT_HOLDER');
    expect(outcome('receive', [segment(0, 5, OTHER, ME), segment(5, 10, ME)])).toBe('ALREADY_RECEIVED');
  });

  it('is cut where the ledger cuts it, each part under the ledger id that has it', () => {
    expect(outcome('ship', [segment(0, 4, ME), segment(4, 10, ME_TOO)], 2, 8)).toEqual([
      { start: 2, end: 4, partyId: ME, touched: false },
      { start: 4, end: 8, partyId: ME_TOO, touched: false },
    ]);
    expect(outcome('receive', [segment(0, 10, OTHER, ME_TOO)])).toEqual([
      { start: 0, end: 10, partyId: ME_TOO, touched: false },
    ]);
    expect(outcome('reportMissing', [segment(0, 5, OTHER, ME_TOO), segment(5, 10, ME)])).toMatchObject([
      { partyId: ME_TOO },
      { partyId: ME },
    ]);
  });

  it('that was touched goes in parts that the contract can look through', () => {
    const touched = { ...segment(0, 10_000, ME), touched: true };
    expect(
      piecesFor('ship', [touched], { start: 0, end: 10_000 }, mine).map(({ start, end }) => [start, end]),
    ).toEqual([
      [0, 4_096],
      [4_096, 8_192],
      [8_192, 10_000],
    ]);
  });
});
