import type { Category } from '@custodia/vault';
import type { SeenLine } from './access-lines';
import { CARING } from './carers';
import { standingOf } from './consent-standing';
import type { OwnEmergency } from './emergency.documents';
import type { AccessRequest } from './records.documents';

/** Events in which somebody else looked, or tried to. */
const LOOKS: readonly SeenLine['event'][] = [
  'release',
  'denial',
  'break-glass',
  'prescription-read',
  'therapy-check',
];

export function isLook({ event }: Pick<SeenLine, 'event'>): boolean {
  return LOOKS.includes(event);
}

/** What the owner wants to see of the log. */
export interface Wanted {
  readonly kind: 'all' | 'looks' | 'refused';
  /** As `whoOf` says it; empty for everybody. */
  readonly who: string;
  readonly part: Category | '';
  /** No more than so many days ago; 0 for all. */
  readonly days: number;
}

export const EVERYTHING: Wanted = { kind: 'all', who: '', part: '', days: 0 };

const DAY_SECONDS = 86_400;

/** The lines that are wanted. Pure. */
export function wantedLines(lines: readonly SeenLine[], wanted: Wanted, now: number): SeenLine[] {
  const { kind, who, part, days } = wanted;
  const since = days === 0 ? 0 : now / 1000 - days * DAY_SECONDS;
  return lines.filter(
    (line) =>
      (kind === 'all' ||
        (kind === 'refused' ? line.event === 'denial' : isLook(line) && line.event !== 'denial')) &&
      (who === '' || whoOf(line) === who) &&
      (part === '' || line.categories.includes(part)) &&
      line.time >= since,
  );
}

/** Who looked; empty for what the owner did. */
export function whoOf({
  person,
  organisation,
  purpose,
}: Pick<SeenLine, 'person' | 'organisation' | 'purpose'>): string {
  return [person, purpose === CARING ? '' : organisation].filter((name) => name !== '').join(', ');
}

/** Everybody in the log, by name. */
export function readersOf(lines: readonly SeenLine[]): string[] {
  return [...new Set(lines.map(whoOf))].filter((who) => who !== '').sort((a, b) => a.localeCompare(b));
}

/**
 * The accesses that a look can have come from and that still go on. A line names who looked and at what, and not the
 * consent: all that fit are meant, so that none is left open.
 */
export function accessesBehind(
  line: SeenLine,
  requests: readonly AccessRequest[],
  now: number,
): AccessRequest[] {
  if (line.event !== 'release') return [];
  return requests.filter(
    ({ person, site, categories, consent }) =>
      consent !== null &&
      ['sending', 'active'].includes(standingOf(consent, now)) &&
      (line.purpose === CARING ? site === null : site?.name === line.organisation) &&
      person === line.person &&
      line.categories.every((one) => categories.includes(one)),
  );
}

/** The site whose people a line means: one that asked before, or read in an emergency. None where the name is nobody's. */
export function siteBehind(
  line: SeenLine,
  requests: readonly AccessRequest[],
  emergencies: OwnEmergency['accesses'],
): string | undefined {
  return [...requests, ...emergencies].find(({ site }) => site?.name === line.organisation)?.site?.id;
}

/** How many looks are newer than what the owner has seen. */
export function unseenOf(lines: readonly SeenLine[], seenUntil: number): number {
  return lines.filter((line) => isLook(line) && line.time > seenUntil).length;
}
