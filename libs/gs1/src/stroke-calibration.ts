import { firstOutside } from './charset.js';
import { GS } from './element-string.js';
import type { Element } from './element-string.js';
import { formatElementString } from './element-string.js';
import { isModifier, keyUnits } from './keystrokes.js';
import type { KeyUnit, Stroke } from './keystrokes.js';
import { scannerMessage } from './scanner-messages.js';
import type { ScannerCode } from './scanner-messages.js';

/** Every character of GS1 set 82, a separator, and an end that shows that nothing was cut off. */
const ALL = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** The elements of the code to scan for calibration. Draw it as a GS1 DataMatrix. */
export const calibrationElements: readonly Element[] = [
  { ai: '91', value: ALL },
  { ai: '92', value: 'END' },
];

const BODY = formatElementString(calibrationElements);
const IDENTIFIER = ']d2';

/** What is known of one scanner on one device. Plain data: store it as JSON. */
export interface ScannerProfile {
  readonly version: 1;
  /** The character that each key press stands for, by its signature; with Caps Lock on where that differs. */
  readonly keys: Readonly<Record<string, string>>;
  readonly capsKeys?: Readonly<Record<string, string>>;
  /** True when the scanner sends symbology identifiers. */
  readonly sendsIdentifier: boolean;
  /** 95 of 100 gaps between key presses are not longer, in milliseconds. */
  readonly gap: number;
}

export type StrokeCalibration =
  | { readonly ok: true; readonly profile: ScannerProfile; readonly advice: readonly ScannerCode[] }
  | { readonly ok: false; readonly code: ScannerCode; readonly message: string };

/**
 * Learns the keys of a scanner from scans of the calibration code: one with Caps Lock off, and if wanted one with it
 * on. Refuses where the presses are not those of the code, character by character, or two characters look alike.
 */
export function calibrateStrokes(plain: readonly Stroke[], withCaps?: readonly Stroke[]): StrokeCalibration {
  const first = learn(plain);
  if (!first.ok) return first;
  const second = withCaps ? learn(withCaps) : undefined;
  if (second && !second.ok) return second;
  const capsKeys = second && !sameKeys(first.keys, second.keys) ? { capsKeys: second.keys } : {};
  const advice: ScannerCode[] = first.sendsIdentifier ? [] : ['NO_SYMBOLOGY'];
  const profile: ScannerProfile = {
    version: 1,
    keys: first.keys,
    ...capsKeys,
    sendsIdentifier: first.sendsIdentifier,
    gap: gapOf(plain),
  };
  return { ok: true, profile, advice };
}

type Learned =
  | { readonly ok: true; readonly keys: Record<string, string>; readonly sendsIdentifier: boolean }
  | { readonly ok: false; readonly code: ScannerCode; readonly message: string };

function learn(strokes: readonly Stroke[]): Learned {
  const units = keyUnits(strokes) ?? [];
  const sendsIdentifier = units.length > BODY.length;
  const text = sendsIdentifier ? IDENTIFIER + BODY : BODY;
  // Nothing else is dropped so often; what it was in truth the next try will show.
  if (units.length === BODY.length - 1 || units.length === text.length - 1) return refused('SEPARATOR_LOST');
  if (units.length !== text.length) return refused('CALIBRATION_MISMATCH');
  const keys: Record<string, string> = {};
  for (const [i, unit] of units.entries()) {
    const character = text.charAt(i);
    const signature = signatureOf(unit);
    if ((keys[signature] ?? character) !== character) return refused('CHARACTERS_ALIKE');
    keys[signature] = character;
  }
  // The same character always comes from the same key: a map of other strokes would not hold that.
  if (new Set(Object.values(keys)).size !== Object.keys(keys).length) return refused('CALIBRATION_MISMATCH');
  return { ok: true, keys, sendsIdentifier };
}

function refused(code: ScannerCode): { ok: false; code: ScannerCode; message: string } {
  return { ok: false, code, message: scannerMessage(code) };
}

function signatureOf(unit: KeyUnit): string {
  if (unit.kind === 'character') return `=${unit.character}`;
  const altgr = unit.kind === 'key' && unit.altgr ? 'AltGr+' : '';
  return `${unit.kind === 'control' ? 'Ctrl+' : ''}${altgr}${unit.shift ? 'Shift+' : ''}${unit.code}`;
}

function sameKeys(one: Record<string, string>, other: Record<string, string>): boolean {
  const entries = Object.entries(one);
  return (
    entries.length === Object.keys(other).length && entries.every(([key, value]) => other[key] === value)
  );
}

function gapOf(strokes: readonly Stroke[]): number {
  const times = strokes.filter((stroke) => !isModifier(stroke)).map(({ t }) => t);
  const gaps = times.slice(1).map((t, i) => t - (times[i] ?? t));
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length * 0.95)] ?? 0;
}

/** The text that a calibrated scanner sent, or undefined where it pressed a key that the calibration did not show. */
export function decodeCalibrated(
  units: readonly KeyUnit[],
  profile: ScannerProfile,
  caps: boolean,
): string | undefined {
  const keys = caps ? (profile.capsKeys ?? profile.keys) : profile.keys;
  let text = '';
  for (const unit of units) {
    const known = Object.hasOwn(keys, signatureOf(unit)) ? keys[signatureOf(unit)] : undefined;
    const character = known ?? (unit.kind === 'character' ? unit.character : undefined);
    if (character === undefined) return undefined;
    text += character;
  }
  return text;
}

/** Reads a stored profile; undefined where it is not one, so that a damaged store only means calibrating again. */
export function parseScannerProfile(json: string): ScannerProfile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const profile = value as Partial<ScannerProfile> | null;
  const wellFormed =
    profile?.version === 1 &&
    isKeyMap(profile.keys) &&
    (profile.capsKeys === undefined || isKeyMap(profile.capsKeys)) &&
    typeof profile.sendsIdentifier === 'boolean' &&
    typeof profile.gap === 'number' &&
    profile.gap >= 0;
  return wellFormed ? (profile as ScannerProfile) : undefined;
}

function isKeyMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const characters = Object.values(value);
  return (
    characters.length > 0 &&
    characters.every(
      (character) =>
        typeof character === 'string' &&
        (character === GS ||
          character === ']' ||
          (character.length === 1 && firstOutside('X', character, 0, 1) < 0)),
    )
  );
}
