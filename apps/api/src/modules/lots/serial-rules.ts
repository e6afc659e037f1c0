import { isCset82 } from '@custodia/gs1';

/** Why a serial cannot be registered, in words for the person who sent it; undefined when it can. */
export interface SerialFault {
  readonly code: 'SERIAL_MISSING' | 'SERIAL_TOO_LONG' | 'SERIAL_CHARACTER' | 'SERIAL_SHORTENED';
  readonly reason: string;
}

/** What a spreadsheet makes of a long number, e.g. 1.23457E+15: the digits are lost. */
const SCIENTIFIC = /^\d[.,]\d+E\+\d+$/i;
const GS1_ONLY_PARENTHESES = /[()]/;

/**
 * GS1 General Specifications 3.5.2: AI 21 is 1 to 20 characters of set 82. We also refuse parentheses, which GS1 allows: they
 * stand for the borders of an AI in the line below the symbol, so that a typed-in pack could be read in two ways.
 */
export function serialFault(serial: string): SerialFault | undefined {
  if (serial === '') return { code: 'SERIAL_MISSING', reason: 'There is no serial number on this line.' };
  if (serial.length > 20)
    return {
      code: 'SERIAL_TOO_LONG',
      reason: `A serial number has at most 20 characters; this one has ${serial.length}.`,
    };
  if (SCIENTIFIC.test(serial))
    return {
      code: 'SERIAL_SHORTENED',
      reason: 'A spreadsheet shortened this number. Format the column as text and export it again.',
    };
  if (GS1_ONLY_PARENTHESES.test(serial))
    return {
      code: 'SERIAL_CHARACTER',
      reason: 'Parentheses are not allowed: they mark the fields of the printed code.',
    };
  if (!isCset82(serial))
    return { code: 'SERIAL_CHARACTER', reason: `${badCharacter(serial)} cannot be in a serial number.` };
  return undefined;
}

function badCharacter(serial: string): string {
  const bad = [...serial].find((character) => !isCset82(character)) ?? '';
  const point = `U+${(bad.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (/\s/u.test(bad)) return `A space (${point})`;
  return /[\p{C}\p{M}]/u.test(bad) ? `The invisible character ${point}` : `The character "${bad}" (${point})`;
}
