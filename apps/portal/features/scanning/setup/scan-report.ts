import {
  GS,
  decodeStrokes,
  type CapturedScan,
  type Gs1Fault,
  type ScannerCode,
  type ScannerProfile,
  type Stroke,
} from '@custodia/gs1';
import type { ScanChannel, ScanKind } from '../scan-input';
import { readingOf } from '../scan-reading';
import { decodeWedge } from '../wedge/wedge-decoder';

/** What the test page says of a scan. */
export interface ScanReport {
  readonly channel: ScanChannel;
  readonly kind: ScanKind;
  /** Undefined where it could not be read; then `candidates` are what it might have been. */
  readonly text: string | undefined;
  readonly candidates: readonly string[];
  readonly advice: readonly ScannerCode[];
  /** What is wrong with the code, where its text is certain. */
  readonly fault?: Gs1Fault;
  readonly keys?: KeysReport;
}

/** What the keys show of a keyboard scanner. */
export interface KeysReport {
  readonly layout: string | undefined;
  readonly caps: boolean;
  readonly separator: 'control' | 'f8' | 'alt' | 'itself' | 'unseen';
  readonly end: 'key' | 'silence';
  readonly count: number;
  /** From the first key to the last, and the median between two. Milliseconds. */
  readonly total: number;
  readonly gap: number;
  /** The keys as they came, such as "Shift+KeyA". */
  readonly pressed: readonly string[];
}

export function reportOf(
  captured: CapturedScan,
  settings: { readonly profile?: ScannerProfile; readonly layouts: readonly string[] },
): ScanReport {
  const { strokes, endedBy } = captured;
  const decoded = decodeStrokes(strokes, settings);
  const read = decodeWedge(captured, settings);
  const advice = new Set(decoded.advice);
  if (!read.ok) advice.add(read.code);
  if (endedBy !== 'key') advice.add('NO_END_OF_LINE');
  return {
    ...(read.ok ? contentOf(read.text) : { kind: 'unreadable', text: undefined }),
    channel: 'WEDGE',
    candidates: decoded.ok ? [] : decoded.candidates,
    advice: [...advice],
    keys: {
      layout: read.ok ? read.layout : undefined,
      caps: strokes.some(({ caps }) => caps),
      separator: separatorOf(strokes),
      end: endedBy === 'key' ? 'key' : 'silence',
      pressed: strokes.map(nameOf),
      ...speedOf(strokes),
    },
  };
}

/** What a text turned out to be. */
export function contentOf(text: string): Pick<ScanReport, 'kind' | 'text' | 'fault'> {
  const reading = readingOf(text);
  if (reading.kind === 'unreadable') return { kind: reading.kind, text, fault: reading.error };
  return { kind: reading.kind, text, ...(reading.kind === 'gs1' ? { fault: reading.missing } : {}) };
}

function separatorOf(strokes: readonly Stroke[]): KeysReport['separator'] {
  if (strokes.some(({ key }) => key === GS)) return 'itself';
  if (strokes.some(({ code }) => code === 'F8')) return 'f8';
  if (strokes.some(({ code, alt, altgr }) => alt && !altgr && code.startsWith('Numpad'))) return 'alt';
  return strokes.some(({ ctrl, altgr, code }) => ctrl && !altgr && !code.startsWith('Control'))
    ? 'control'
    : 'unseen';
}

function speedOf(strokes: readonly Stroke[]): Pick<KeysReport, 'count' | 'total' | 'gap'> {
  const gaps = strokes.slice(1).map(({ t }, i) => t - (strokes[i]?.t ?? t));
  gaps.sort((a, b) => a - b);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return { count: strokes.length, total, gap: gaps[Math.floor(gaps.length / 2)] ?? 0 };
}

function nameOf({ code, shift, ctrl, alt, altgr }: Stroke): string {
  const held = [ctrl && 'Ctrl', alt && !altgr && 'Alt', altgr && 'AltGr', shift && 'Shift'];
  return [...held.filter((name) => name && !code.startsWith(name)), code].join('+');
}
