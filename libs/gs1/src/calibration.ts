import { alignBaseline } from './baseline.js';
import type { Baseline } from './baseline.js';
import { isCset82 } from './charset.js';
import { readDeadKeys } from './dead-keys.js';
import type { DeadKey } from './dead-keys.js';
import { GS, MAX_DATA_LENGTH } from './element-string.js';
import { isReadableCode } from './code-reading.js';
import { scannerMessage } from './scanner-messages.js';
import type { ScannerCode } from './scanner-messages.js';
import { TypedReader } from './typed-search.js';
import { typedTokens } from './typed-tokens.js';

/** The scans of the calibration codes, as a text field received them. */
export interface CalibrationScans {
  /** The scan of the baseline code. A key press without character is written as `\u0000`. */
  readonly baseline: string;
  /** The scans of the dead-key codes: each printable ASCII character behind one dead key. */
  readonly deadKeys?: readonly string[];
  /** What the baseline code holds: symbology identifier, then characters between spaces. */
  readonly reference: string;
}

/** What stands in the way of reading codes with this scanner and this keyboard layout. */
export interface CalibrationIssue {
  readonly code: ScannerCode;
  readonly message: string;
  /** The characters concerned. */
  readonly characters: readonly string[];
}

/** A repaired scan, or why it cannot be told what the code holds. */
export type Repaired =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string; readonly code: ScannerCode; readonly at?: number };

/**
 * Learns from scans of known codes what a scanner types on this keyboard layout. For use where only text is at hand:
 * where key events are, `calibrateStrokes` sees more.
 */
export function calibrate(scans: CalibrationScans): Calibration {
  const baseline = alignBaseline(scans.baseline, scans.reference);
  if (!baseline) return new Calibration(undefined, []);
  return new Calibration(baseline, readDeadKeys(scans.deadKeys ?? [], baseline));
}

export class Calibration {
  /** Empty when every character of a GS1 code arrives and can be told from the others. */
  readonly issues: readonly CalibrationIssue[];
  private readonly reader: TypedReader;
  private readonly refusal: ScannerCode | undefined;

  constructor(baseline: Baseline | undefined, deadKeys: readonly DeadKey[]) {
    this.reader = new TypedReader(baseline ? typedTokens(baseline, deadKeys) : []);
    this.issues = baseline ? findIssues(baseline, deadKeys) : [calibrationIssue('CALIBRATION_MISMATCH', [])];
    this.refusal = this.issues.find(({ code }) => FATAL.includes(code))?.code;
  }

  /**
   * Turns what was typed into what the code holds. Succeeds only where exactly one text fits: either nothing else could
   * have been typed like that, or of all that could only one is a GS1 code with right check digits. Never guesses.
   */
  repair(typed: string): Repaired {
    if (this.refusal) return refused(this.refusal);
    const body = typed.replace(/[\r\n]+$/, '');
    if (body === '' || body.length > MAX_DATA_LENGTH) return refused('NOT_A_SCAN');
    const readings = this.reader.readings(body);
    if (!readings.complete) return refused('AMBIGUOUS');
    const texts = [...readings.texts];
    const [only] = texts;
    if (only === undefined) return refused('UNKNOWN_KEY', this.reader.unknownAt(body));
    if (texts.length === 1) return { ok: true, text: only };
    const readable = texts.filter(isReadableCode);
    const [single] = readable;
    return single !== undefined && readable.length === 1 ? { ok: true, text: single } : refused('AMBIGUOUS');
  }
}

/** With these a scan can look whole and not be: characters vanish without a trace. */
const FATAL: readonly ScannerCode[] = ['CALIBRATION_MISMATCH', 'SEPARATOR_LOST', 'CHARACTERS_LOST'];

function refused(code: ScannerCode, at?: number): Repaired {
  return { ok: false, reason: scannerMessage(code), code, ...(at === undefined ? {} : { at }) };
}

function calibrationIssue(code: ScannerCode, characters: readonly string[]): CalibrationIssue {
  return { code, message: scannerMessage(code), characters };
}

function findIssues(baseline: Baseline, deadKeys: readonly DeadKey[]): CalibrationIssue[] {
  const relevant = baseline.keys.filter(({ character }) => character === GS || isCset82(character));
  const lost = relevant.filter(({ typed }) => typed === '').map(({ character }) => character);
  const seen = new Map<string, string>();
  const alike: string[] = [];
  for (const { character, typed } of relevant) {
    const other = seen.get(typed);
    if (other !== undefined) alike.push(other, character);
    seen.set(typed, character);
  }
  const known = new Set(deadKeys.map(({ character }) => character));
  const unknown = relevant.filter(({ dead, character }) => dead && !known.has(character));
  const issues: CalibrationIssue[] = [];
  if (lost.includes(GS) || !relevant.some(({ character }) => character === GS)) {
    issues.push(calibrationIssue('SEPARATOR_LOST', [GS]));
  }
  const characters = lost.filter((character) => character !== GS);
  if (characters.length > 0) issues.push(calibrationIssue('CHARACTERS_LOST', characters));
  if (alike.length > 0) issues.push(calibrationIssue('CHARACTERS_ALIKE', [...new Set(alike)]));
  if (unknown.length > 0) {
    issues.push(
      calibrationIssue(
        'DEAD_KEYS_UNKNOWN',
        unknown.map(({ character }) => character),
      ),
    );
  }
  return issues;
}
