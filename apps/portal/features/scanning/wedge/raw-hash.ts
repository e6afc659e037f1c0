import type { Stroke } from '@custodia/gs1';

/**
 * SHA-256 of the keys of a burst with the times between them. The text of a pack is always the same; its burst is not, so two
 * records with one hash are one scan. Undefined without a secure connection, where browsers do not hash.
 */
export async function rawHash(strokes: readonly Stroke[]): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const start = strokes[0]?.t ?? 0;
  const text = strokes
    .map(
      ({ code, shift, altgr, ctrl, alt, t }) =>
        `${code} ${+shift}${+altgr}${+ctrl}${+alt} ${(t - start).toFixed(1)}`,
    )
    .join('\n');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
