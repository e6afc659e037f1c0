import { expect, test } from 'vitest';
import { lineEndGuard } from './line-end';

/** Which scans count, of `[text, ended by]`, on a device that is new or knows a scanner with line ends. */
function counted(known: boolean, ...scans: [string, 'key' | 'silence'][]): boolean[] {
  let sends = known;
  const whole = lineEndGuard(
    () => sends,
    (now) => (sends = now),
  );
  return scans.map(([text, endedBy]) => whole({ text, endedBy }));
}

test('of a scanner without line end every scan counts', () => {
  expect(counted(false, ['21SERIAL', 'silence'], ['21OTHER', 'silence'])).toEqual([true, true]);
});

test('a scan that lost its line end does not count: its serial may be cut short', () => {
  expect(counted(false, ['21SERIAL', 'key'], ['21SER', 'silence'], ['21SERIAL', 'key'])).toEqual([
    true,
    false,
    true,
  ]);
  expect(counted(true, ['21SER', 'silence'])).toEqual([false]);
});

test('two cuts of one code are not alike, and neither counts', () => {
  expect(counted(true, ['21SER', 'silence'], ['21SERI', 'silence'])).toEqual([false, false]);
});

test('another scanner, without line end, is heard from its second scan on', () => {
  const scans: [string, 'silence'][] = ['21A', '21A', '21B'].map((text) => [text, 'silence']);
  expect(counted(true, ...scans)).toEqual([false, true, true]);
});
