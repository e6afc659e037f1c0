import { expect, test } from 'vitest';
import { channelGate } from './channel-gate';
import type { ScanChannel } from './scan-input';

const PACK = '0103614145678947210SERIAL';

/** Scans of `[channel, text, milliseconds]`, and which of them count. */
function counted(...scans: [ScanChannel, string, number][]): boolean[] {
  const accepts = channelGate();
  return scans.map(([channel, text, ms]) => accepts({ channel, text, at: new Date(ms) }));
}

test('one pack that scanner and camera see at once counts once', () => {
  expect(counted(['WEDGE', `]d2${PACK}`, 0], ['CAMERA', `]d2${PACK}`, 1_400])).toEqual([true, false]);
  expect(counted(['CAMERA', `]d2${PACK}`, 0], ['HID', PACK, 300])).toEqual([true, false]);
});

test('two triggers of one scanner are two scans', () => {
  expect(counted(['WEDGE', PACK, 0], ['WEDGE', PACK, 400])).toEqual([true, true]);
});

test('after a while, and for another pack, the other channel counts', () => {
  expect(counted(['WEDGE', PACK, 0], ['CAMERA', PACK, 1_600])).toEqual([true, true]);
  expect(counted(['WEDGE', PACK, 0], ['CAMERA', `${PACK}2`, 100])).toEqual([true, true]);
});

test('a pack that stays before the camera counts once, and again when it comes back', () => {
  const frames: [ScanChannel, string, number][] = [0, 1_000, 2_000, 3_000, 5_000].map((ms) => [
    'CAMERA',
    PACK,
    ms,
  ]);
  expect(counted(...frames)).toEqual([true, false, false, false, true]);
});
