import { expect, it } from 'vitest';
import { hiddenOf, isDue, today } from './childhood';

const CHILD = { born: '2015-06-10', market: 'EU', confidentialFrom: 13, passesAt: 16 };

it('who keeps a child’s record sees all of it at first, and from an age on what is not confidential', () => {
  expect(hiddenOf(CHILD, '2028-06-09')).toEqual([]);
  expect(hiddenOf(CHILD, '2028-06-10')).toEqual(['mental-health', 'sexual-health', 'substance-use']);
  expect(hiddenOf(CHILD, '2040-01-01')).toHaveLength(3);
  expect(hiddenOf(undefined, '2040-01-01')).toEqual([]);
});

it('the record passes on the birthday, and one’s own record never', () => {
  expect(isDue(CHILD, '2031-06-09')).toBe(false);
  expect(isDue(CHILD, '2031-06-10')).toBe(true);
  expect(isDue(undefined, '2031-06-10')).toBe(false);
});

it('a day is that of the device', () => {
  expect(today(new Date(2031, 5, 9, 23, 59))).toBe('2031-06-09');
});
