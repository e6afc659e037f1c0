import { EMERGENCY_REASONS, type AccessLine, type EmergencyReason } from '@custodia/vault';
import { CARING } from './carers';

/** One look, told once: each node has a line of its own about it. */
export interface SeenLine extends Pick<
  AccessLine,
  | 'event'
  | 'time'
  | 'organisation'
  | 'person'
  | 'categories'
  | 'purpose'
  | 'reason'
  | 'requestHash'
  | 'tags'
  | 'away'
> {
  readonly key: string;
  /** In how many nodes' logs it stands. */
  readonly nodes: number;
}

/** Puts the nodes' lines about one request together, newest first. Reading the log itself is left out. Pure. */
export function seenLines(lines: readonly AccessLine[]): SeenLine[] {
  const seen = new Map<string, SeenLine>();
  for (const line of lines) {
    if (line.event === 'log-read') continue;
    const { event, time, organisation, person, categories, purpose, reason, requestHash, tags, away } = line;
    // Granting and stopping name the same consent, as what becomes of a recovery names the same key.
    const act = event === 'consent' || event === 'recovery' ? `${event} ${reason}` : event;
    const key = requestHash ? `${act} ${requestHash}` : `${line.node} ${line.seq}`;
    const known = seen.get(key);
    seen.set(
      key,
      known
        ? { ...known, nodes: known.nodes + 1, ...(away && { away }) }
        : {
            key,
            event,
            time,
            organisation,
            person,
            categories,
            purpose,
            reason,
            requestHash,
            nodes: 1,
            ...(tags && { tags }),
            ...(away && { away }),
          },
    );
  }
  return [...seen.values()].sort((a, b) => b.time - a.time);
}

/** A carer who allowed something stands in a line by a key: here by the name that the owner knows. Pure. */
export function withNames(
  lines: readonly SeenLine[],
  carers: readonly { readonly signKey: string; readonly person: string }[],
  unknown: string,
): SeenLine[] {
  const names = new Map(carers.map(({ signKey, person }) => [signKey, person]));
  return lines.map((line) =>
    isAllowedFor(line) ? { ...line, person: names.get(line.person) ?? unknown } : line,
  );
}

/** Whether a carer allowed it: the owner's own consents name nobody. */
function isAllowedFor({ event, reason, person }: Pick<SeenLine, 'event' | 'reason' | 'person'>): boolean {
  return event === 'consent' && reason === 'granted' && person !== '';
}

const SENTENCES = ['release', 'break-glass', 'denial', 'granted', 'stopped', 'therapy-check'] as const;
const RECOVERY = {
  asked: 'recovery',
  cancelled: 'recovery-stopped',
  'handed-over': 'recovery-done',
} as const;

/** Which sentence tells a line: that of its event or, of a consent, of what became of it. */
export function sentenceOf({
  event,
  reason,
  purpose,
  person,
}: SeenLine):
  | (typeof SENTENCES)[number]
  | (typeof RECOVERY)[keyof typeof RECOVERY]
  | 'care'
  | 'care-denial'
  | 'emergency-read'
  | 'granted-for'
  | 'other' {
  if (purpose === CARING && event === 'release') return 'care';
  if (purpose === CARING && event === 'denial') return 'care-denial';
  if (isAllowedFor({ event, reason, person })) return 'granted-for';
  // What is read once the glass is broken has lines of its own, without the reason that broke it.
  if (event === 'break-glass' && reason === '') return 'emergency-read';
  if (event === 'recovery') return RECOVERY[reason as keyof typeof RECOVERY] ?? 'other';
  const asked = event === 'consent' ? reason : event;
  return SENTENCES.find((one) => one === asked) ?? 'other';
}

/**
 * What was asked about, in a question whether it is taken already: its names where the record has them, and how many it has
 * not. Pure.
 */
export function askedAbout(
  { tags = [] }: Pick<SeenLine, 'tags'>,
  substances: ReadonlyMap<string, string>,
): { readonly known: readonly string[]; readonly others: number } {
  const known = tags.flatMap((tag) => substances.get(tag) ?? []);
  return { known, others: tags.length - known.length };
}

/** Why somebody read without asking: a node writes the reason's name and, after a space, the reader's words. */
export function emergencyReasonOf({
  event,
  reason,
}: SeenLine): { readonly reason: EmergencyReason; readonly words: string } | undefined {
  if (event !== 'break-glass') return undefined;
  const known = EMERGENCY_REASONS.find((one) => reason === one || reason.startsWith(`${one} `));
  return known && { reason: known, words: reason.slice(known.length + 1) };
}
