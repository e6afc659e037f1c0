/** A key press that brought no character: a dead key, or a control key that the layout does not know. */
export const NO_CHARACTER = '\0';

/** How one character of the calibration code arrived. */
export interface TypedKey {
  /** The character in the code. */
  readonly character: string;
  /** What was typed for it; of a dead key, what came together with the space that follows it in the code. */
  readonly typed: string;
  readonly dead: boolean;
}

/** The calibration scan taken apart. */
export interface Baseline {
  /** What arrived of the code up to its first space: the symbology identifier. */
  readonly prefix: string;
  readonly keys: readonly TypedKey[];
}

/**
 * Lays the text that arrived beside the text of the calibration code, whose characters stand between spaces. A dead
 * key swallows the space behind it: it shows as a press without character and its accent, and the next character
 * follows at once. Undefined where the two do not fit: it was another code, or characters ran together.
 */
export function alignBaseline(arrived: string, reference: string): Baseline | undefined {
  const prefixEnd = arrived.indexOf(' ');
  const start = reference.indexOf(' ');
  if (prefixEnd < 0 || start < 0) return undefined;
  const keys: TypedKey[] = [];
  const end = reference.trimEnd().length;
  let at = prefixEnd;
  let swallowed = false;
  for (let i = start; i < end; i++) {
    const character = reference.charAt(i);
    if (character === ' ') {
      if (!swallowed) {
        if (arrived.charAt(at) !== ' ') return undefined;
        at++;
      }
      swallowed = false;
      continue;
    }
    if (i + 1 < end && reference.charAt(i + 1) !== ' ') return undefined;
    const dead = arrived.charAt(at) === NO_CHARACTER && isAccent(arrived, at + 1);
    const typed = dead ? arrived.slice(at, at + 2) : upToSpace(arrived, at);
    keys.push({ character, typed, dead });
    at += typed.length;
    swallowed = dead;
  }
  return { prefix: arrived.slice(0, prefixEnd), keys };
}

function isAccent(text: string, at: number): boolean {
  return at < text.length && !/[ \r\n]/.test(text.charAt(at));
}

function upToSpace(text: string, from: number): string {
  const end = text.indexOf(' ', from);
  return text.slice(from, end < 0 ? text.length : end);
}
