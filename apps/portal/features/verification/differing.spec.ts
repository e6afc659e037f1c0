import { describe, expect, it } from 'vitest';
import { differing } from './differing';

describe('differing', () => {
  it('marks what the other does not have, also past its end', () => {
    expect(differing('AB1', 'AB')).toEqual([
      { text: 'AB', differs: false },
      { text: '1', differs: true },
    ]);
  });

  it('tells letters of other case apart', () => {
    expect(differing('aBc', 'ABC')).toEqual([
      { text: 'a', differs: true },
      { text: 'B', differs: false },
      { text: 'c', differs: true },
    ]);
  });

  it('finds nothing in equal texts', () => {
    expect(differing('X9', 'X9')).toEqual([{ text: 'X9', differs: false }]);
  });
});
