/** GS1 AI encodable character set 82 (General Specifications, figure 7.11-1). */
const CSET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** GS1 AI encodable character set 39 (General Specifications, figure 7.11-2). */
const CSET_39 = '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** File-safe, URI-safe base64 (General Specifications, figure 7.11-3), padding included. */
const CSET_64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=';
const DIGITS = '0123456789';

/** The type letters of the GS1 Syntax Dictionary. */
export type CharsetName = 'N' | 'X' | 'Y' | 'Z';

function membership(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = 1;
  return table;
}

const tables: Record<CharsetName, Uint8Array> = {
  N: membership(DIGITS),
  X: membership(CSET_82),
  Y: membership(CSET_39),
  Z: membership(CSET_64),
};

/** The index of the first character of `text` in `[from, to)` that is not in the set, or -1. */
export function firstOutside(charset: CharsetName, text: string, from: number, to: number): number {
  const table = tables[charset];
  for (let i = from; i < to; i++) {
    // A code above 127 reads as undefined, which is outside like 0.
    if (table[text.charCodeAt(i)] !== 1) return i;
  }
  return -1;
}

/** True when every character may stand in a GS1 element string (character set 82). */
export function isCset82(text: string): boolean {
  return text.length > 0 && firstOutside('X', text, 0, text.length) < 0;
}
