import { describe, expect, it } from 'vitest';
import { canonicalJson, hashOfJson } from './json.js';

describe('canonical JSON', () => {
  it('does not depend on the order of keys, at any depth, but on the order of lists', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: 1 })).toBe('{"a":1,"b":[{"c":2,"d":1}]}');
    expect(hashOfJson([1, 2])).not.toEqual(hashOfJson([2, 1]));
  });

  it('tells values apart that are not the same', () => {
    const values = [null, 0, '', '0', [], {}, { a: null }, false, [null]];
    expect(new Set(values.map((value) => hashOfJson(value).toString('hex'))).size).toBe(values.length);
  });

  it('takes an absent value for no value, and a date for its time', () => {
    expect(hashOfJson({ a: undefined })).toEqual(hashOfJson({}));
    expect(canonicalJson({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
    expect(canonicalJson(undefined)).toBe('null');
  });
});
