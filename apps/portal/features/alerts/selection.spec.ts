import { describe, expect, it } from 'vitest';
import { extended, NOTHING, toggled, within } from './selection';

const rows = ['a', 'b', 'c', 'd', 'e'];

describe('a selection', () => {
  it('takes one more, and gives it back', () => {
    const two = toggled(toggled(NOTHING, 'b'), 'd');
    expect(two).toEqual({ ids: ['b', 'd'], anchor: 'd' });
    expect(toggled(two, 'b').ids).toEqual(['d']);
  });

  it('reaches from where it began to a row above or below, and keeps what was chosen before', () => {
    const begun = toggled(NOTHING, 'c');
    expect(extended(begun, rows, 'e').ids).toEqual(['c', 'd', 'e']);
    expect(extended(begun, rows, 'a').ids).toEqual(['c', 'a', 'b']);
    expect(extended(extended(begun, rows, 'd'), rows, 'e').ids).toEqual(['c', 'd', 'e']);
  });

  it('begins a range at its end where nothing was chosen, or the beginning is not in the list', () => {
    expect(extended(NOTHING, rows, 'b')).toEqual({ ids: ['b'], anchor: 'b' });
    expect(extended({ ids: [], anchor: 'gone' }, rows, 'b')).toEqual({ ids: ['b'], anchor: 'b' });
    expect(extended(NOTHING, rows, 'gone')).toBe(NOTHING);
  });

  it('loses what is not in the list any more', () => {
    const chosen = { ids: ['a', 'x', 'c'], anchor: 'c' };
    expect(within(chosen, rows).ids).toEqual(['a', 'c']);
    expect(within(within(chosen, rows), rows)).toEqual(within(chosen, rows));
  });
});
