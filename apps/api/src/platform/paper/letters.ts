import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Latin letters of Central Europe and Turkish, for what the fonts of every PDF reader lack. SIL Open Font License. */
const MORE_LETTERS = join(
  dirname(createRequire(import.meta.url).resolve('bwip-js')),
  '../fonts/Inconsolata.otf',
);

/** What WinAnsi, the letters of the standard fonts, has beyond Latin-1 (ISO 32000-1, annex D.2). */
const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const FURTHER = 'ĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľŁłŃńŇňŐőŔŕŘřŚśŞşŠšŢţŤťŮůŰűŹźŻżŽž';
const STANDARD = new RegExp(`^[ -~\\u00a0-\\u00ff${BEYOND_LATIN_1}]*$`, 'u');
const EITHER = new RegExp(`[ -~\\u00a0-\\u00ff${FURTHER}]`, 'u');

/**
 * Sets a font that has the letters of a text, and gives the text as it can be printed: one line, without control
 * characters and marks of direction, which could make a name read as something else. A letter that neither font has
 * loses its marks; one of another script becomes a question mark.
 */
export function lettersFor(document: PDFKit.PDFDocument, words: string, bold = false): string {
  const line = words
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  if (STANDARD.test(line)) {
    document.font(bold ? 'Helvetica-Bold' : 'Helvetica');
    return line;
  }
  const shown = [...line].map(letterFor).join('');
  if (STANDARD.test(shown)) document.font(bold ? 'Helvetica-Bold' : 'Helvetica');
  else document.font(MORE_LETTERS);
  return shown;
}

const INSTEAD: Readonly<Record<string, string>> = { '–': '-', '—': '-', '‘': "'", '’': "'", '…': '...' };

function letterFor(letter: string): string {
  if (EITHER.test(letter)) return letter;
  // The comma below of Romanian, which the font has as a cedilla.
  const base = letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return INSTEAD[letter] ?? (EITHER.test(base) ? base : '?');
}
