/** Numbers from a seed (mulberry32), so that what a run found another run finds again. */
export function randomFrom(seed: number): { next(): number; pick<T>(list: readonly T[]): T } {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, pick: (list) => list[Math.floor(next() * list.length)]! };
}

/** Texts that have broken programs before. */
export const NASTY: readonly string[] = [
  '',
  ' ',
  '\0',
  '\u001d',
  "' OR 1=1 --",
  '"; DROP TABLE audit_entry; --',
  '$1',
  '%',
  '\\',
  '{{7*7}}',
  '${7*7}',
  '<img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '__proto__',
  'constructor',
  '=HYPERLINK("http://evil.example")',
  '\ud800',
  '𝒳'.repeat(50),
  '٣',
  'A'.repeat(5_000),
  '-1',
  '0',
  '9007199254740993',
  '2147483648',
  '1e309',
  'NaN',
  '01985b0e-0000-7000-8000-000000000000',
  '2026-02-30',
  '9999-12-31T23:59:59Z',
  '-271821-04-20T00:00:00Z',
  'http://169.254.169.254/latest/meta-data',
  'javascript:alert(1)',
  '(((((((((((((((((((((((((((((a)+)+)+)+)+)+)+',
];
