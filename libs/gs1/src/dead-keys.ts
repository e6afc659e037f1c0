import { NO_CHARACTER } from './baseline.js';
import type { Baseline, TypedKey } from './baseline.js';

/** The characters that a dead-key code holds, each behind the dead key: all printable ASCII but the space. */
const SEQUENCE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i));

/** What a dead key does to the characters behind it. */
export interface DeadKey {
  /** The character in the code that the layout makes a dead key of. */
  readonly character: string;
  /** The accent that appears where nothing is composed. */
  readonly accent: string;
  /** What is typed for the dead key and a character, the silent press in front left out. */
  readonly composed: ReadonlyMap<string, string>;
}

/**
 * Finds out which scan of a dead-key code belongs to which dead key, by what the scans themselves show: in each, every
 * dead key of the layout stands once behind the one tested and shows its accent. A scan that does not fit is left out,
 * and so is what would have been typed with its key.
 */
export function readDeadKeys(scans: readonly string[], baseline: Baseline): DeadKey[] {
  // The same code scanned twice says nothing new.
  const tables = [...new Set(scans)]
    .map((scan) => readTable(scan, baseline.prefix))
    .filter((table) => table !== undefined);
  const found: DeadKey[] = [];
  for (const key of baseline.keys.filter(({ dead }) => dead)) {
    const accents = new Set(tables.map((table) => accentOf(key, table)));
    const fitting = tables.filter(({ accent }) => accents.has(accent));
    const [only] = fitting;
    if (only && fitting.length === 1) found.push({ character: key.character, ...only });
  }
  return found;
}

type Table = Omit<DeadKey, 'character'>;

function readTable(scan: string, prefix: string): Table | undefined {
  if (!scan.startsWith(prefix + NO_CHARACTER)) return undefined;
  const parts = scan
    .slice(prefix.length + 1)
    .replace(/[\r\n]+$/, '')
    .split(NO_CHARACTER);
  if (parts.length !== SEQUENCE.length) return undefined;
  const composed = new Map(SEQUENCE.map((character, i) => [character, parts[i] ?? '']));
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part.charAt(0), (counts.get(part.charAt(0)) ?? 0) + 1);
  const [accent = ''] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return { accent, composed };
}

/** The accent that a dead key shows behind another dead key; where that composes, the one it shows with a space. */
function accentOf(key: TypedKey, { accent, composed }: Table): string {
  const behind = composed.get(key.character) ?? '';
  return behind.startsWith(accent) && behind.length > accent.length
    ? behind.slice(accent.length)
    : key.typed.slice(1);
}
