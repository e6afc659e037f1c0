import { fromBase64Url, fromHex, type Bytes } from './bytes.js';
import type { Json } from './canonical.js';
import { VaultError } from './errors.js';

/** Reads one field of what came from outside, or says that it is malformed. */
export type Reader<T> = (value: Json | undefined, place: string) => T;

type Fields = Readonly<Record<string, Reader<unknown>>>;

/** What a record's readers give. */
export type Read<R> = R extends Reader<infer T> ? T : never;

function malformed(place: string, wanted: string): VaultError {
  return new VaultError('MALFORMED', `${place} is not ${wanted}.`, place);
}

/** A record with exactly these members: one more is refused as one less. */
export function record<F extends Fields>(fields: F): Reader<{ readonly [K in keyof F]: Read<F[K]> }> {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw malformed(place, 'a record');
    const given = value as Readonly<Record<string, Json>>;
    const foreign = Object.keys(given).find((key) => !Object.hasOwn(fields, key));
    if (foreign !== undefined) throw malformed(`${place}.${foreign}`, 'a member that is known');
    const read = Object.entries(fields).map(([key, reader]) => [
      key,
      reader(Object.hasOwn(given, key) ? given[key] : undefined, `${place}.${key}`),
    ]);
    return Object.fromEntries(read) as { [K in keyof F]: Read<F[K]> };
  };
}

/** A list, of a length between these. */
export function list<T>(reader: Reader<T>, least = 0, most = 10_000): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      throw malformed(place, `a list of ${least} to ${most}`);
    return (value as readonly Json[]).map((one, i) => reader(one, `${place}[${i}]`));
  };
}

/** A list none of whose members is there twice, by any of these. */
export function distinct<T>(
  reader: Reader<readonly T[]>,
  ...by: readonly ((one: T) => string)[]
): Reader<readonly T[]> {
  return (value, place) => {
    const read = reader(value, place);
    if (by.some((name) => new Set(read.map(name)).size < read.length))
      throw malformed(place, 'a list without repetition');
    return read;
  };
}

/** One of several kinds of record, told apart by its member `kind`. */
export function oneOf<K extends Readonly<Record<string, Reader<unknown>>>>(
  kinds: K,
): Reader<Read<K[keyof K]>> {
  return (value, place) => {
    const kind = (value as { readonly kind?: Json } | null | undefined)?.kind;
    const reader = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!reader) throw malformed(`${place}.kind`, `one of ${Object.keys(kinds).join(', ')}`);
    return reader(value, place) as Read<K[keyof K]>;
  };
}

/** Something that older forms do not have. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, place) => (value === undefined ? undefined : reader(value, place));
}

/** Exactly this. */
export function exactly<const T extends string | number | boolean>(wanted: T): Reader<T> {
  return (value, place) => {
    if (value !== wanted) throw malformed(place, JSON.stringify(wanted));
    return wanted;
  };
}

/** One of these texts. */
export function among<const T extends string>(...texts: readonly T[]): Reader<T> {
  return (value, place) => {
    if (!texts.includes(value as T)) throw malformed(place, `one of ${texts.join(', ')}`);
    return value as T;
  };
}

/** Yes or no. */
export const truth: Reader<boolean> = (value, place) => {
  if (typeof value !== 'boolean') throw malformed(place, 'true or false');
  return value;
};

/** A whole number between these. */
export function integer(least = 0, most = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (value, place) => {
    if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most)
      throw malformed(place, `a whole number from ${least} to ${most}`);
    return value as number;
  };
}

/** A text, not longer than this, nor with fewer signs that can be seen. */
export function text(most = 1000, least = 0): Reader<string> {
  return (value, place) => {
    if (typeof value !== 'string' || value.length > most || value.trim().length < least)
      throw malformed(place, `a text of ${least} to ${most}`);
    return value;
  };
}

/** Whatever JSON can say. */
export const anything: Reader<Json> = (value, place) => {
  if (value === undefined) throw malformed(place, 'there');
  return value;
};

/** Bytes as base64url, of this length where one is given. */
export function bytes(length?: number): Reader<Bytes> {
  return (value, place) => {
    if (typeof value !== 'string') throw malformed(place, 'base64url');
    const read = fromBase64Url(value);
    if (length !== undefined && read.length !== length) throw malformed(place, `${length} bytes`);
    return read;
  };
}

/** Bytes as `0x` and lower-case digits, kept as text: an id or a hash that the ledger knows too. */
export function ledgerHex<H extends `0x${string}` = `0x${string}`>(length: number): Reader<H> {
  return (value, place) => {
    if (typeof value !== 'string' || !value.startsWith('0x')) throw malformed(place, 'hexadecimal');
    if (fromHex(value.slice(2)).length !== length) throw malformed(place, `${length} bytes`);
    return value as H;
  };
}
