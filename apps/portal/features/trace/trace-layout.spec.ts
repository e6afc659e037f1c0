import { describe, expect, it } from 'vitest';
import { aHop as hop, aPlace } from './a-hop';
import { layoutOf, neighbourOf } from './trace-layout';

const branched = [
  hop('REGISTERED', 'maker'),
  hop('SHIPPED', 'maker', { containers: ['003600000000000012'] }),
  hop('RECEIVED', 'pharmacy'),
  hop('DISPENSED', 'pharmacy'),
  hop('SCANNED', 'other', { gap: true }),
  hop('SCANNED', 'third', { gap: true }),
];
/** There and back again between two places, `count` times. */
const long = (count: number) =>
  Array.from({ length: count }, (_, n) => hop('RECEIVED', n % 2 === 0 ? 'here' : 'there'));

describe('the graph of a trace', () => {
  it('has a box for each stay in the stripe of its organisation, from left to right', () => {
    const { lanes, nodes } = layoutOf({ hops: branched });
    expect(nodes.map(({ hops }) => hops.length)).toEqual([2, 2, 1, 1]);
    expect(nodes[0]).toMatchObject({ containers: ['003600000000000012'], until: '2026-03-01T10:00:00.000Z' });
    expect(lanes.map(({ name }) => name)).toEqual(
      ['maker', 'pharmacy', 'other', 'third'].map((id) => `Organisation of ${id}`),
    );
    expect(nodes.map(({ lane }) => lane)).toEqual([0, 1, 2, 3]);
    expect(nodes.every(({ x }, at) => at === 0 || x > nodes[at - 1]!.x)).toBe(true);
    expect(nodes.map(({ y }) => y)).toEqual([...nodes].map(({ y }) => y).sort((a, b) => a - b));
  });

  it('branches where the number turns up elsewhere', () => {
    const { edges } = layoutOf({ hops: branched });
    expect(edges.map(({ from, to, kind }) => `${from}>${to} ${kind}`)).toEqual([
      'stay-0>stay-1 SOLID',
      'stay-1>stay-2 JUMP',
      'stay-1>stay-3 JUMP',
    ]);
  });

  it('shows the place where a pack is awaited that was sent', () => {
    const sent = [hop('REGISTERED', 'maker'), hop('SHIPPED', 'maker', { to: aPlace('pharmacy') })];
    const { nodes, edges } = layoutOf({ hops: sent });
    expect(nodes.map(({ kind, place }) => [kind, place])).toEqual([
      ['STAY', 'Place <maker>'],
      ['AWAITED', 'Place <pharmacy>'],
    ]);
    expect(edges.map(({ kind }) => kind)).toEqual(['DASHED']);
    expect(layoutOf({ hops: [...sent, hop('RECEIVED', 'pharmacy')] }).nodes).toHaveLength(2);
    expect(layoutOf({ hops: [...sent, hop('RECEIVED', 'pharmacy')] }).nodes[1]?.kind).toBe('STAY');
  });
});

describe('a long way', () => {
  const kinds = (count: number, opened?: string) =>
    layoutOf({ hops: long(count) }, opened).nodes.map(({ kind, count }) => (kind === 'FOLD' ? count : kind));

  it('of up to eight stays is shown whole, a longer one folded but for its ends', () => {
    expect(kinds(8)).toEqual(Array(8).fill('STAY'));
    expect(kinds(12)).toEqual(['STAY', 'STAY', 'STAY', 5, 'STAY', 'STAY', 'STAY', 'STAY']);
  });

  it('is unfolded at the box that is opened', () => {
    expect(kinds(12, 'fold-3')).toEqual(Array(12).fill('STAY'));
    expect(kinds(12, 'fold-9')).toContain(5);
  });

  it('never folds a gap away', () => {
    const hops = long(12).map((one, at) => (at === 5 ? { ...one, gap: true } : one));
    const { nodes } = layoutOf({ hops });
    expect(nodes.map(({ count }) => count)).toEqual([1, 1, 1, 2, 1, 2, 1, 1, 1, 1]);
    expect(nodes[4]?.gap).toBe(true);
  });

  it('has no more than 300 boxes, however long, also in the picture that is saved', () => {
    expect(kinds(1_000).filter((one) => one !== 'STAY')).toEqual([...Array<number>(9).fill(100), 93]);
    expect(kinds(1_000, 'fold-103')).toHaveLength(116);
    expect(kinds(1_000, 'ALL').length).toBeLessThanOrEqual(300);
    expect(kinds(299, 'ALL')).toHaveLength(299);
    const gaps = long(1_000).map((one) => ({ ...one, gap: true }));
    expect(layoutOf({ hops: gaps }, 'fold-150').nodes.length).toBeLessThanOrEqual(300);
  });
});

describe('an arrow key', () => {
  const { nodes } = layoutOf({ hops: [...branched.slice(0, 4), hop('RECEIVED', 'maker')] });
  it.each([
    ['stay-0', 'ArrowRight', 'stay-2'],
    ['stay-2', 'ArrowLeft', 'stay-0'],
    ['stay-2', 'ArrowDown', 'stay-1'],
    ['stay-1', 'ArrowUp', 'stay-0'],
    ['stay-1', 'ArrowDown', undefined],
    ['stay-1', 'Home', undefined],
    ['gone', 'ArrowUp', undefined],
  ])('from %s by %s leads to %s', (from, key, to) => {
    expect(neighbourOf(nodes, from, key)?.id).toBe(to);
  });
});
