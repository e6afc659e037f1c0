import { expect, test } from 'vitest';
import { lineEndGuard, type LineEnd } from './line-end';

/** Which scans count, of `[text, ended by]`, on a device of which so much is known. */
function counted(known: LineEnd, ...scans: [string, 'key' | 'silence' | 'stall'][]): boolean[] {
  let device = known;
  const whole = lineEndGuard(
    () => device,
    (learned) => (device = learned),
  );
  return scans.map(([text, endedBy]) => whole({ text, endedBy }));
}

test('of a scanner that is known to send no line end every scan counts', () => {
  expect(counted('none', ['21SERIAL', 'silence'], ['21OTHER', 'silence'])).toEqual([true, true]);
});

test('on a device that has not met its scanner, the first scan without line end has to come twice', () => {
  expect(counted('unknown', ['21SER', 'silence'], ['21SERIAL', 'silence'])).toEqual([false, false]);
  const scans: [string, 'silence'][] = ['21A', '21A', '21B'].map((text) => [text, 'silence']);
  expect(counted('unknown', ...scans)).toEqual([false, true, true]);
});

test('on such a device the first scan with a line end counts at once', () => {
  expect(counted('unknown', ['21SERIAL', 'key'], ['21SER', 'silence'])).toEqual([true, false]);
});

test('a scan that lost its line end does not count: its serial may be cut short', () => {
  expect(counted('key', ['21SERIAL', 'key'], ['21SER', 'silence'], ['21SERIAL', 'key'])).toEqual([
    true,
    false,
    true,
  ]);
});

test('two cuts of one code are not alike, and neither counts', () => {
  expect(counted('key', ['21SER', 'silence'], ['21SERI', 'silence'])).toEqual([false, false]);
});

test('what a computer slept through never counts, and is no sign of how the scanner ends its scans', () => {
  expect(counted('none', ['21SER', 'stall'], ['21SER', 'stall'])).toEqual([false, false]);
  expect(counted('unknown', ['21SER', 'stall'], ['21SER', 'silence'])).toEqual([false, false]);
});

test('another scanner, without line end, is heard from its second scan on', () => {
  const scans: [string, 'silence'][] = ['21A', '21A', '21B'].map((text) => [text, 'silence']);
  expect(counted('key', ...scans)).toEqual([false, true, true]);
});
