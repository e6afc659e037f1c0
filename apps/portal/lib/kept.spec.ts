import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetAllOf, Kept, type Owner } from './kept';

const at = (user: string, site: string): Owner => ({ user: { id: user }, site: { id: site } });
const lena = at('lena', 'harbor');

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('what somebody has begun at a terminal', () => {
  it('is seen by nobody else, and not at another site', () => {
    const kept = new Kept<string>();
    kept.put(lena, 'a basket');
    expect(kept.get(at('omar', 'harbor'))).toBeUndefined();
    expect(kept.get(at('lena', 'elm'))).toBeUndefined();
    expect(kept.get(lena)).toBe('a basket');
  });

  it('is gone when its owner signs out, in every drawer, and nobody else’s with it', () => {
    const [first, second] = [new Kept<string>(), new Kept<number>()];
    first.put(lena, 'a basket');
    second.put(lena, 7);
    first.put(at('omar', 'harbor'), 'another');
    forgetAllOf(lena);
    expect([first.get(lena), second.get(lena)]).toEqual([undefined, undefined]);
    expect(first.get(at('omar', 'harbor'))).toBe('another');
  });

  it('is gone after a shift, counted from when it was changed last', () => {
    const kept = new Kept<string>();
    kept.put(lena, 'one pack');
    vi.advanceTimersByTime(11 * 3_600_000);
    kept.put(lena, 'two packs');
    vi.advanceTimersByTime(11 * 3_600_000);
    expect(kept.get(lena)).toBe('two packs');
    vi.advanceTimersByTime(3_600_000);
    expect(kept.get(lena)).toBeUndefined();
  });
});
