import { afterEach, expect, it, vi } from 'vitest';
import { dayIn, dayOf } from './day';

const zone = process.env['TZ'];
afterEach(() => {
  vi.useRealTimers();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

it.each([
  ['America/New_York', '2026-03-08T03:30:00Z', '2026-03-07'],
  ['Asia/Tokyo', '2026-03-07T16:00:00Z', '2026-03-08'],
  ['UTC', '2026-03-07T23:59:59Z', '2026-03-07'],
])('today in %s at %s is %s', (place, now, today) => {
  process.env['TZ'] = place;
  vi.useFakeTimers({ now: new Date(now) });
  expect(dayIn(0)).toBe(today);
});

it('days are counted over the change of clocks and the end of a year', () => {
  process.env['TZ'] = 'America/New_York';
  vi.useFakeTimers({ now: new Date('2026-03-08T04:30:00Z') });
  expect([dayIn(1), dayIn(2), dayIn(365)]).toEqual(['2026-03-08', '2026-03-09', '2027-03-07']);
});

it('the end of a day belongs to that day', () => {
  process.env['TZ'] = 'America/New_York';
  expect(dayOf(new Date('2026-11-28T23:59:59'))).toBe('2026-11-28');
});
