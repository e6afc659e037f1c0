import { describe, expect, it } from 'vitest';
import { minutesToReach } from './reach';

describe('the minutes until a site knew of a recall', () => {
  it('are whole ones from the approval on, begun ones counted', () => {
    expect(minutesToReach('2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z')).toBe(0);
    expect(minutesToReach('2026-11-20T10:00:00Z', '2026-11-20T10:00:01Z')).toBe(1);
    expect(minutesToReach('2026-11-20T10:00:00Z', '2026-11-21T10:30:00Z')).toBe(1470);
  });

  it('are none where nobody has approved, or nobody has answered', () => {
    expect(minutesToReach(null, '2026-11-20T10:00:00Z')).toBeUndefined();
    expect(minutesToReach('2026-11-20T10:00:00Z', null)).toBeUndefined();
  });
});
