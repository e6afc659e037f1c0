import type { Json } from '../src/index.js';

/** The members and indices that lead to a value. */
export type Place = readonly (string | number)[];

/** Every place of a value that holds a text or a number. */
export function leavesOf(json: Json, at: Place = []): Place[] {
  if (typeof json !== 'object' || json === null) return [at];
  if (Array.isArray(json)) return json.flatMap((each: Json, i) => leavesOf(each, [...at, i]));
  return Object.entries(json).flatMap(([key, each]) => leavesOf(each as Json, [...at, key]));
}

/** The same value with another text or number of the same form at one place. */
export function changedAt(json: Json, [first, ...rest]: Place): Json {
  if (first === undefined) return changed(json);
  if (Array.isArray(json)) return json.map((each: Json, i) => (i === first ? changedAt(each, rest) : each));
  const value = json as { readonly [key: string]: Json };
  return { ...value, [first]: changedAt(value[first] ?? null, rest) };
}

function changed(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (value === 'medications') return 'cardiology';
  const text = String(value);
  if (text.startsWith('0x')) return `0x${(text.startsWith('0xf') ? '0' : 'f') + text.slice(3)}`;
  if (text.startsWith('x25519')) return 'x25519-sha256-aes256gcm-next';
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
}
