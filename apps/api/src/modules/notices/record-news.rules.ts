/** For the other nodes' words about the same look: each node says it by itself. */
export const GATHERED_MS = 30_000;

/** Many looks are one notice: at most one in this time. */
export const APART_MS = 3_600_000;

/**
 * When something new is told.
 * @param lastDue when the last notice was sent, or is to be
 * @returns undefined where a notice that was not sent yet tells of it, too
 */
export function tellAt(lastDue: Date | null, now: Date): Date | undefined {
  if (lastDue && lastDue > now) return undefined;
  const earliest = lastDue ? lastDue.getTime() + APART_MS : 0;
  return new Date(Math.max(now.getTime() + GATHERED_MS, earliest));
}

const ADDRESS = /^[A-Za-z0-9_-]{43}$/;

/** Whether it is written like one: 32 bytes in base64url. */
export function isNewsAddress(text: unknown): text is string {
  return typeof text === 'string' && ADDRESS.test(text);
}
