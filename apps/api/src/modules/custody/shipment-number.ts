import { randomInt } from 'node:crypto';

const LETTERS = '23456789CDEFHJKNPRTVX';

/** A number to say on the telephone: the day and six signs that nobody mistakes. It tells nobody how many there were. */
export function newShipmentNumber(now: Date): string {
  const signs = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `S${now.toISOString().slice(2, 10).replaceAll('-', '')}-${signs}`;
}
