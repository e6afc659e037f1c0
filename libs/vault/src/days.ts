const DAY = 86_400;

/** The day, UTC, in which a moment lies: the ledger is told days only, so that times do not link grants. */
export function lastDayOf(notAfter: number): number {
  return Math.floor(notAfter / DAY);
}

/**
 * Until when a message that a device signed may be relayed: the end of a day, UTC. A moment on the ledger would tell how far
 * the device's clock is wrong, and by that which grants are of one device.
 * @param now Unix time in seconds
 */
export function relayDeadline(now: number, days: number): number {
  return (lastDayOf(now) + 1 + days) * DAY;
}
