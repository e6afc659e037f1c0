import { GS } from './element-string.js';
import { decodeUnits, keysOfLayout } from './layout-decoder.js';
import type { Stroke } from './keystrokes.js';

/** A scanner to imitate, for tests and demonstrations. */
export interface EmulatedScanner {
  /** The keyboard that the scanner is set to; `us` by default, as most are. */
  readonly scanner?: string;
  /** The layout of the computer, which decides `key` but no more; that of the scanner by default. */
  readonly computer?: string;
  readonly caps?: boolean;
  /** How the separator is sent; not at all with `none`, as badly set-up scanners do. */
  readonly separator?: 'f8' | 'ctrl' | 'alt' | 'none';
  /** Milliseconds between key presses. */
  readonly gap?: number;
  /** The time of the first press. */
  readonly start?: number;
  /** The key at the end: none by default. */
  readonly end?: 'Enter' | 'Tab';
}

/** The key presses with which a scanner types a text. Throws where its keyboard has no key for a character. */
export function emulateScanner(text: string, options: EmulatedScanner = {}): Stroke[] {
  const { scanner = 'us', separator = 'ctrl', gap = 4, start = 0, end } = options;
  const keys = keysOfLayout(scanner);
  const presses: Press[] = [...text].flatMap((character) => {
    if (character === GS) return separatorPresses(separator);
    const key = keys.get(character);
    if (!key) throw new RangeError(`A ${scanner} keyboard has no key for ${JSON.stringify(character)}.`);
    return [key];
  });
  if (end) presses.push({ code: end });
  return presses.map((press, i) => strokeOf(press, start + i * gap, options));
}

interface Press {
  readonly code: string;
  readonly shift?: boolean;
  readonly altgr?: boolean;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
}

function separatorPresses(separator: NonNullable<EmulatedScanner['separator']>): Press[] {
  switch (separator) {
    case 'f8':
      return [{ code: 'F8' }];
    case 'ctrl':
      return [{ code: 'BracketRight', ctrl: true }];
    case 'alt':
      return ['AltLeft', 'Numpad0', 'Numpad2', 'Numpad9'].map((code) => ({ code, alt: true }));
    case 'none':
      return [];
  }
}

function strokeOf(
  press: Press,
  t: number,
  { computer, scanner = 'us', caps = false }: EmulatedScanner,
): Stroke {
  const { code, shift = false, altgr = false, ctrl = false, alt = false } = press;
  return {
    code,
    shift,
    altgr,
    ctrl,
    alt,
    caps,
    t,
    key: keyOf({ code, shift, altgr, ctrl, alt }, computer ?? scanner, caps),
  };
}

/** What the browser reports as `key`: a character of the computer's layout, or the name of the key. */
function keyOf(press: Required<Press>, computer: string, caps: boolean): string {
  const { code, shift, altgr, ctrl, alt } = press;
  if (alt && code.startsWith('Numpad')) return code;
  if (code.startsWith('Alt')) return 'Alt';
  if (/^(?:F\d+|Enter|Tab)$/.test(code)) return code;
  const character = ctrl ? undefined : decodeUnits([{ kind: 'key', code, shift, altgr }], computer);
  if (character === undefined) return 'Unidentified';
  const isLetter = character.toLowerCase() !== character.toUpperCase();
  if (!caps || !isLetter) return character;
  return character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
}
