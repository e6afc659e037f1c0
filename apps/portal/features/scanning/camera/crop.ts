import type { FrameRequest } from './reader.worker';

/** A part of a video frame, in its own pixels. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly codes: FrameRequest['codes'];
}

/** Square codes are held into the middle; more pixels than this only cost time (3 ms instead of 30). */
const SQUARE = 480;
/** One look in so many is for bar codes, which are as wide as the picture. */
const BARS_EVERY = 4;

/** What to look at in the `look`-th frame of a video. */
export function cropOf(look: number, width: number, height: number): Crop {
  if (look % BARS_EVERY === BARS_EVERY - 1) {
    const band = Math.round(height / 3);
    return { x: 0, y: band, width, height: band, codes: 'bars' };
  }
  // Every other look takes in more of the picture: for codes that are near, and for those beside the middle.
  const side = Math.min(width, height, look % 2 === 0 ? SQUARE : Math.round(SQUARE * 1.5));
  return {
    x: Math.round((width - side) / 2),
    y: Math.round((height - side) / 2),
    width: side,
    height: side,
    codes: 'square',
  };
}
