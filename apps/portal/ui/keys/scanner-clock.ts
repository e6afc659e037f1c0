/**
 * When the scanner last sent a stroke. Shortcuts keep their distance from it: a scan could type "Q", and its line end
 * could confirm the card of the pack before.
 */
export const SAFE_DISTANCE_MS = 500;

let last = Number.NEGATIVE_INFINITY;

export const scannerClock = {
  strike(at: number): void {
    last = Math.max(last, at);
  },
  isQuiet(at: number): boolean {
    return at - last >= SAFE_DISTANCE_MS;
  },
};
