import { isReadableCode, readCode } from './code-reading.js';
import type { CodeReading } from './code-reading.js';
import { keyUnits } from './keystrokes.js';
import type { KeyUnit, Stroke } from './keystrokes.js';
import { decodeUnits } from './layout-decoder.js';
import type { PackOptions } from './pack.js';
import { scannerMessage } from './scanner-messages.js';
import type { ScannerCode } from './scanner-messages.js';
import { decodeCalibrated } from './stroke-calibration.js';
import type { ScannerProfile } from './stroke-calibration.js';
import { hasSymbologyIdentifier, isCaseInverted, swapCase, symbologyOf } from './symbology.js';

/** What is known of the scanner and the site. */
export interface DecoderSettings extends PackOptions {
  /** The calibration of the scanner; without one the layouts are tried. */
  readonly profile?: ScannerProfile;
  /** Layouts that the scanner may be set to: that of the site. The US layout is always tried. */
  readonly layouts?: readonly string[];
}

/** A scan read from key presses. */
export type DecodedScan =
  /** It is known what the code holds; whether that is of use the reading says. */
  | {
      readonly ok: true;
      readonly text: string;
      readonly reading: CodeReading;
      /** `calibrated`, or the name of the layout. */
      readonly layout: string;
      /** True when the keys alone, read as a US scanner's, would have given another text. */
      readonly repaired: boolean;
      readonly advice: readonly ScannerCode[];
    }
  | {
      readonly ok: false;
      readonly code: ScannerCode;
      readonly message: string;
      /** The readings, for the report; none is to be used. */
      readonly candidates: readonly string[];
      readonly advice: readonly ScannerCode[];
    };

interface Candidate {
  readonly text: string;
  readonly layout: string;
}

/**
 * Reads what a scanner typed. With a calibration there is one reading; without one every layout in question is tried,
 * and the scan is used only if exactly one text comes out that is a code. Never guesses.
 */
export function decodeStrokes(strokes: readonly Stroke[], settings: DecoderSettings = {}): DecodedScan {
  const caps = strokes.some((stroke) => stroke.caps);
  const units = trimEnd(keyUnits(strokes) ?? []);
  const candidates = settings.profile
    ? calibratedCandidates(units, settings.profile, caps)
    : layoutCandidates(units, settings.layouts ?? []);
  const readable = distinct(candidates.filter(({ text }) => isReadableCode(text)));
  // An identifier that came out right shows that the keys were read right, though the code itself is at fault.
  const texts = readable.length > 0 ? readable : distinct(candidates.filter(({ text }) => symbologyOf(text)));
  const advice = adviceOn(candidates, caps);
  const [text] = texts;
  if (text === undefined || texts.length > 1) {
    const code = refusalCode(candidates, texts.length, settings.profile !== undefined);
    return {
      ok: false,
      code,
      message: scannerMessage(code),
      candidates: candidates.map((c) => c.text),
      advice,
    };
  }
  const layout = candidates.find((candidate) => candidate.text === text)?.layout ?? '';
  const repaired = decodeUnits(units, 'us') !== text;
  return { ok: true, text, reading: readCode(text, settings), layout, repaired, advice };
}

/** A line end that a scanner sends as Ctrl and a key belongs to the burst, not to the text. */
function trimEnd(units: readonly KeyUnit[]): readonly KeyUnit[] {
  const last = units.at(-1);
  return last?.kind === 'control' && /^Key[JM]$/.test(last.code) ? units.slice(0, -1) : units;
}

function calibratedCandidates(
  units: readonly KeyUnit[],
  profile: ScannerProfile,
  caps: boolean,
): Candidate[] {
  const text = decodeCalibrated(units, profile, caps);
  return text === undefined || text === '' ? [] : withSwappedCase(text, 'calibrated');
}

function layoutCandidates(units: readonly KeyUnit[], layouts: readonly string[]): Candidate[] {
  if (units.length === 0) return [];
  return [...new Set(['us', ...layouts])].flatMap((layout) => {
    const text = decodeUnits(units, layout);
    return text === undefined ? [] : withSwappedCase(text, layout);
  });
}

/** A scanner that tries to allow for Caps Lock presses Shift the other way round; its identifier shows it. */
function withSwappedCase(text: string, layout: string): Candidate[] {
  return [{ text: isCaseInverted(text) ? swapCase(text) : text, layout }];
}

function distinct(candidates: readonly Candidate[]): readonly string[] {
  return [...new Set(candidates.map(({ text }) => text))];
}

function refusalCode(candidates: readonly Candidate[], readings: number, calibrated: boolean): ScannerCode {
  if (readings > 1) return 'AMBIGUOUS';
  if (candidates.length === 0) return calibrated ? 'UNKNOWN_KEY' : 'NOT_CALIBRATED';
  const errors = candidates
    .map(({ text }) => readCode(text))
    .filter((reading) => reading.kind === 'unreadable');
  if (errors.some(({ error }) => error.code === 'SEPARATOR_LOST')) return 'SEPARATOR_LOST';
  return calibrated ? 'UNREADABLE' : 'NOT_CALIBRATED';
}

function adviceOn(candidates: readonly Candidate[], caps: boolean): ScannerCode[] {
  const advice: ScannerCode[] = [];
  if (caps) advice.push('CAPS_LOCK_ON');
  if (candidates.length > 0 && !candidates.some(({ text }) => hasSymbologyIdentifier(text))) {
    advice.push('NO_SYMBOLOGY');
  }
  return advice;
}
