import { GS } from './element-string.js';

/** A key press, as the `keydown` event shows it. */
export interface Stroke {
  /** `KeyboardEvent.code`: the place of the key, whatever the layout. */
  readonly code: string;
  readonly shift: boolean;
  /** AltGraph held (`getModifierState('AltGraph')`, or the right Alt key). */
  readonly altgr: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** `KeyboardEvent.key`: what the layout of the computer makes of it. Used only where it is GS itself. */
  readonly key: string;
  /** Caps Lock on. */
  readonly caps: boolean;
  /** Milliseconds, of a clock that does not jump (`event.timeStamp`). */
  readonly t: number;
  /** True while a key is held down and repeats. */
  readonly repeat?: boolean;
}

/** What a scanner did with one or several key presses to send one character. */
export type KeyUnit =
  /** A key, to be looked up in a layout. */
  | { readonly kind: 'key'; readonly code: string; readonly shift: boolean; readonly altgr: boolean }
  /** A key with Ctrl, which sends a control character. */
  | { readonly kind: 'control'; readonly code: string; readonly shift: boolean }
  /** A character that needs no layout. */
  | { readonly kind: 'character'; readonly character: string };

const MODIFIERS = /^(?:Shift|Control|Alt|Meta|OS)(?:Left|Right)?$|^(?:CapsLock|NumLock|AltGraph|Fn)$/;

/** True for keys that type nothing themselves. */
export function isModifier({ code, key }: Stroke): boolean {
  return MODIFIERS.test(code) || MODIFIERS.test(key);
}

const NUMPAD: Record<string, string> = {
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
};

function numpadDigit({ code }: Stroke): string | undefined {
  return /^Numpad\d$/.test(code) ? code.charAt(6) : undefined;
}

/**
 * Groups key presses into what each was meant to send. GS comes as F8, as Ctrl and `]`, as Alt and 029 on the number
 * pad, or as itself. Undefined where the presses are not those of a scanner.
 */
export function keyUnits(strokes: readonly Stroke[]): KeyUnit[] | undefined {
  const units: KeyUnit[] = [];
  let altDigits = '';
  const closeAlt = (): boolean => {
    const characters = altCharacters(altDigits);
    altDigits = '';
    for (const character of characters ?? []) units.push({ kind: 'character', character });
    return characters !== undefined;
  };
  for (const stroke of strokes) {
    const digit = stroke.alt && !stroke.altgr ? numpadDigit(stroke) : undefined;
    if (digit !== undefined) {
      altDigits += digit;
      continue;
    }
    if (!closeAlt()) return undefined;
    if (isModifier(stroke)) continue;
    const unit = unitOf(stroke);
    if (!unit) return undefined;
    units.push(unit);
  }
  return closeAlt() ? units : undefined;
}

function unitOf(stroke: Stroke): KeyUnit | undefined {
  const { code, shift, altgr, ctrl, alt, key } = stroke;
  if (code === 'F8' || key === GS) return { kind: 'character', character: GS };
  if (ctrl && !altgr && !alt) return { kind: 'control', code, shift };
  if (alt && !altgr && !ctrl) return undefined;
  const character = code === 'Space' ? ' ' : (numpadDigit(stroke) ?? NUMPAD[code]);
  if (character !== undefined) return { kind: 'character', character };
  return { kind: 'key', code, shift, altgr };
}

/**
 * The characters of digits typed with Alt held: three or four digits each, starting with 0. Where presses of Alt itself
 * are passed on they part one character from the next, else the length must tell.
 */
function altCharacters(digits: string): string[] | undefined {
  if (digits === '') return [];
  if (digits === '29') return [GS];
  const size = digits.length % 4 === 0 ? 4 : 3;
  if (digits.length % size !== 0) return undefined;
  const numbers = digits.match(new RegExp(`.{${size}}`, 'g')) ?? [];
  if (!numbers.every((number) => number.startsWith('0') && Number(number) < 128)) return undefined;
  return numbers.map((number) => String.fromCharCode(Number(number)));
}
