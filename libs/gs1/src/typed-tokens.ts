import { NO_CHARACTER } from './baseline.js';
import type { Baseline } from './baseline.js';
import type { DeadKey } from './dead-keys.js';

/** A piece of what may be typed, and the characters of the code that it stands for. */
export interface TypedToken {
  readonly typed: string;
  readonly text: string;
  /** Stands only at the end of a scan. */
  readonly last?: boolean;
}

/** Separators of element strings (GS) and of ISO 15434 messages (RS). */
const SEPARATORS = ['\u001d', '\u001e'];

/** Everything that a layout can type for the codes that we read. */
export function typedTokens(baseline: Baseline, deadKeys: readonly DeadKey[]): TypedToken[] {
  const plain = baseline.keys.filter(({ dead, character }) => !dead && isReadable(character));
  const tokens: TypedToken[] = plain.map(({ character, typed }) => ({ typed, text: character }));
  const separators = plain.filter(({ character }) => SEPARATORS.includes(character));
  for (const { character: dead, accent, composed } of deadKeys) {
    // Pressed last, a dead key shows its accent when the line ends.
    tokens.push({ typed: NO_CHARACTER + accent, text: dead, last: true });
    for (const [character, typed] of composed) {
      tokens.push({ typed: NO_CHARACTER + typed, text: dead + character });
      // A separator that types nothing, or is a mere control key, leaves the dead key waiting for what follows.
      for (const separator of separators) {
        tokens.push({
          typed: NO_CHARACTER + separator.typed + typed,
          text: dead + separator.character + character,
        });
      }
    }
    // One that types a character releases the accent.
    for (const separator of separators) {
      tokens.push({ typed: NO_CHARACTER + accent + separator.typed, text: dead + separator.character });
    }
  }
  return tokens;
}

/** Printable characters and the separators; FS and US are in the calibration code but in no code of a pack. */
function isReadable(character: string): boolean {
  return character > ' ' || SEPARATORS.includes(character);
}
