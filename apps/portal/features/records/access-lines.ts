import { EMERGENCY_REASONS, type AccessLine, type EmergencyReason } from '@custodia/vault';
import { CARING } from './carers';

/** One look, told once: each node has a line of its own about it. */
export interface SeenLine extends Pick<
  AccessLine,
  'event' | 'time' | 'organisation' | 'person' | 'categories' | 'purpose' | 'reason' | 'requestHash'
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
    const { event, time, organisation, person, categories, purpose, reason, requestHash } = line;
    // Granting and stopping name the same consent.
    const act = event === 'consent' ? `${event} ${reason}` : event;
    const key = requestHash ? `${act} ${requestHash}` : `${line.node} ${line.seq}`;
    const known = seen.get(key);
    seen.set(
      key,
      known
        ? { ...known, nodes: known.nodes + 1 }
        : { key, event, time, organisation, person, categories, purpose, reason, requestHash, nodes: 1 },
    );
  }
  return [...seen.values()].sort((a, b) => b.time - a.time);
}

const SENTENCES = ['release', 'break-glass', 'denial', 'granted', 'stopped', 'recovery'] as const;

/** Which sentence tells a line: that of its event or, of a consent, of what became of it. */
export function sentenceOf({
  event,
  reason,
  purpose,
}: SeenLine): (typeof SENTENCES)[number] | 'care' | 'care-denial' | 'emergency-read' | 'other' {
  if (purpose === CARING && event === 'release') return 'care';
  if (purpose === CARING && event === 'denial') return 'care-denial';
  // What is read once the glass is broken has lines of its own, without the reason that broke it.
  if (event === 'break-glass' && reason === '') return 'emergency-read';
  const asked = event === 'consent' ? reason : event;
  return SENTENCES.find((one) => one === asked) ?? 'other';
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
