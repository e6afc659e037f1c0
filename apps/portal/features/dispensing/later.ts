import type { RawScan, ScanInput } from '@/features/scanning/scan-input';
import { readScan } from '@/features/scanning/scan-reading';
import type { Answer } from '@/features/verification/ask-verdict';
import type { Light, ScanMode, Verdict, VerdictName } from '@/features/verification/verification.documents';
import { isLineDown, type Failure } from '@/lib/failure';

/** What is kept of an answer: as much as its row in the list shows, and nobody's name. */
export type Told =
  | {
      readonly light: Light;
      readonly verdict: VerdictName;
      readonly product?: string;
      /** Its card was put away by somebody who had it before them. */
      readonly read?: true;
    }
  | { readonly failure: Failure };

/** A scan that could not be checked when it was read. A code of a pack and nothing of a patient. */
export interface LaterScan extends Omit<RawScan, 'at'> {
  /** When it was read, which is what the check is asked for. */
  readonly at: string;
  readonly mode: ScanMode;
  /** The pack was put aside until it is checked. */
  readonly aside: boolean;
  /** What the check said at last; until then it waits. */
  readonly told?: Told;
}

export type LaterScans = readonly LaterScan[];

/** More than a busy counter reads in an hour; beyond it the card says that nothing was saved. */
export const LATER_MOST = 200;

/** Longer than any outage that a counter works through; whoever has not come back by then does not come. */
const LATER_DAYS = 7;

const NOT_NOW = new Set(['UNAUTHENTICATED', 'TOO_MANY']);

/** Whether a kept scan goes on waiting after this failure. */
export function waitsOn(failure: Failure): boolean {
  return isLineDown(failure) || NOT_NOW.has(failure.code);
}

/** With the scan at the end, or undefined where there is no room. A pack that waits already keeps its first time. */
export function withScan(scans: LaterScans, scan: ScanInput, mode: ScanMode): LaterScans | undefined {
  if (scans.some((other) => other.text === scan.text && !other.told)) return scans;
  const others = withoutScan(scans, scan.text);
  if (others.length >= LATER_MOST) return undefined;
  const { reading: _, at, ...raw } = scan;
  return [...others, { ...raw, at: at.toISOString(), mode, aside: false }];
}

export function withoutScan(scans: LaterScans, text: string): LaterScans {
  return scans.filter((scan) => scan.text !== text);
}

export function withAside(scans: LaterScans, text: string): LaterScans {
  return scans.map((scan) => (scan.text === text ? { ...scan, aside: true } : scan));
}

/** Its card was read: now its row may be dismissed. */
export function withRead(scans: LaterScans, text: string): LaterScans {
  return scans.map((scan) =>
    scan.text === text && scan.told && 'light' in scan.told
      ? { ...scan, told: { ...scan.told, read: true } }
      : scan,
  );
}

/** It was asked for once more. */
export function withTold(scans: LaterScans, text: string, answer: Answer): LaterScans {
  return scans.map((scan) => (scan.text === text ? { ...scan, told: toldOf(answer) } : scan));
}

/** Without what is older than anybody comes back for. */
export function withoutOld(scans: LaterScans, now: Date): LaterScans {
  const oldest = now.getTime() - LATER_DAYS * 86_400_000;
  return scans.filter(({ at }) => Date.parse(at) >= oldest);
}

/** The one that was read first and waits still. */
export function nextScan(scans: LaterScans): LaterScan | undefined {
  return scans.find(({ told }) => !told);
}

/** What is in order is forgotten, unless its pack has to be fetched from where it was put aside. */
export function withAnswer(scans: LaterScans, { text, at }: LaterScan, answer: Answer): LaterScans {
  return scans.flatMap((scan) => {
    if (scan.text !== text || scan.at !== at || scan.told) return [scan];
    return needsLook(scan, answer) ? [{ ...scan, told: toldOf(answer) }] : [];
  });
}

export function needsLook(scan: LaterScan, answer: Answer): boolean {
  if (scan.aside || 'failure' in answer) return true;
  return answer.verdict.light !== 'GREEN' && !handedOutSince(scan, answer.verdict);
}

/** Read first and handed out here afterwards, as it should be: the supply was entered before the scan was checked. */
function handedOutSince({ at }: LaterScan, verdict: Verdict): boolean {
  return (
    verdict.code === 'DISPENSED_HERE' &&
    'dispensedAt' in verdict &&
    minuteOf(at) <= minuteOf(verdict.dispensedAt)
  );
}

/** The time of a supply that is entered late is given to the minute. */
function minuteOf(at: string): number {
  return Math.floor(Date.parse(at) / 60_000);
}

function toldOf(answer: Answer): Told {
  if ('failure' in answer) return answer;
  const { light, __typename, product } = answer.verdict;
  return { light, verdict: __typename, ...(product ? { product: product.name } : {}) };
}

/** A pack that must not be dispensed, and nobody has read it yet. */
export function isAlarm({ told }: LaterScan): boolean {
  return told !== undefined && 'light' in told && told.light === 'RED' && !told.read;
}

/** As it was read. */
export function scanOf({ text, channel, layout, repaired, rawHash, at }: LaterScan): ScanInput {
  return readScan({
    text,
    channel,
    at: new Date(at),
    ...(layout === undefined ? {} : { layout }),
    ...(repaired === undefined ? {} : { repaired }),
    ...(rawHash === undefined ? {} : { rawHash }),
  });
}

/** What is damaged or of an earlier form is left out: nobody could check it. */
export function parseLater(json: string | null): LaterScans {
  let stored: unknown;
  try {
    stored = JSON.parse(json ?? '[]');
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  return Array.isArray(stored) ? stored.filter(isLater) : [];
}

function isLater(value: unknown): value is LaterScan {
  const { text, at, channel, mode } = (value ?? {}) as Partial<Record<keyof LaterScan, unknown>>;
  return (
    typeof text === 'string' &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at)) &&
    typeof channel === 'string' &&
    typeof mode === 'string'
  );
}
