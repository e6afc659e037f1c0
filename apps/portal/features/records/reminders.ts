import type { ReadLine, RecordLine } from './entry-list';
import { medicineIn, type Resource } from './fhir';

const DAY_MS = 86_400_000;
/** So long before a medicine runs out it is time to go to the pharmacy. */
const SOON_DAYS = 7;
/** Who has been without it for so long has stopped taking it, or gets it elsewhere. */
const LONG_OVER_DAYS = 30;
const GTIN = 'https://www.gs1.org/gtin';

/** A lot as the public list of recalls names it. */
export interface RecalledLot {
  readonly gtin: string;
  readonly lotNumber: string;
  readonly class: string;
}

export type Reminder =
  | {
      readonly kind: 'recalled';
      readonly id: string;
      readonly title: string;
      readonly lotNumber: string;
      readonly class: string;
    }
  /** Days until it runs out: none today, fewer where it has run out. */
  | { readonly kind: 'running-out'; readonly id: string; readonly title: string; readonly days: number }
  | { readonly kind: 'repeats'; readonly id: string; readonly title: string; readonly left: number };

/**
 * What the owner should know about the own medicines, gravest first. It is found on the device: nobody is asked about a
 * lot or a medicine. Pure.
 */
export function remindersOf(
  lines: readonly RecordLine[],
  recalled: readonly RecalledLot[],
  now: number,
): Reminder[] {
  const current = lines.filter(
    (line): line is ReadLine => line.kind === 'read' && line.summary.state === 'current',
  );
  const dispensed = current.filter(({ resource }) => resource.resourceType === 'MedicationDispense');
  const asked = current.filter(({ resource }) => resource.resourceType === 'MedicationRequest');
  return [
    ...dispensed.flatMap((line) => recalledIn(line, recalled)),
    ...runningOut(dispensed, now),
    ...asked.flatMap((line) => repeatsOf(line, dispensed)),
  ];
}

function recalledIn({ id, resource, summary }: ReadLine, recalled: readonly RecalledLot[]): Reminder[] {
  const pack = packIn(resource);
  const lot = recalled.find(({ gtin, lotNumber }) => gtin === pack?.gtin && lotNumber === pack.lotNumber);
  return lot
    ? [{ kind: 'recalled', id, title: summary.title, lotNumber: lot.lotNumber, class: lot.class }]
    : [];
}

/** Of each substance, the supply that lasts longest counts. */
function runningOut(dispensed: readonly ReadLine[], now: number): Reminder[] {
  const longest = new Map<string, { readonly line: ReadLine; readonly end: number }>();
  for (const line of dispensed) {
    const days = medicineIn(line.resource)?.days;
    const from = Date.parse(line.summary.date);
    if (days === undefined || Number.isNaN(from)) continue;
    const end = from + days * DAY_MS;
    const known = longest.get(substanceOf(line));
    if (!known || known.end < end) longest.set(substanceOf(line), { line, end });
  }
  return [...longest.values()].flatMap(({ line: { id, summary }, end }): Reminder[] => {
    const days = Math.ceil((end - now) / DAY_MS);
    if (days > SOON_DAYS || days < -LONG_OVER_DAYS) return [];
    return [{ kind: 'running-out', id, title: summary.title, days }];
  });
}

function repeatsOf(line: ReadLine, dispensed: readonly ReadLine[]): Reminder[] {
  const allowed = repeatsIn(line.resource);
  if (allowed === 0) return [];
  const since = Date.parse(line.summary.date);
  const fills = dispensed.filter(
    (one) => substanceOf(one) === substanceOf(line) && Date.parse(one.summary.date) >= since,
  );
  const left = allowed + 1 - fills.length;
  return left > 0 && fills.length > 0
    ? [{ kind: 'repeats', id: line.id, title: line.summary.title, left }]
    : [];
}

function repeatsIn(resource: Resource): number {
  const asked = resource['dispenseRequest'] as { readonly numberOfRepeatsAllowed?: unknown } | undefined;
  const repeats = asked?.numberOfRepeatsAllowed;
  return typeof repeats === 'number' && Number.isInteger(repeats) && repeats > 0 ? repeats : 0;
}

function substanceOf({ resource, summary }: ReadLine): string {
  return medicineIn(resource)?.substances.join(' ') || summary.title.toLowerCase();
}

/** Which pack it was, where the pharmacy wrote it down as this consortium's do. */
function packIn(
  resource: Resource,
): { readonly gtin: string | undefined; readonly lotNumber: string } | undefined {
  const concept = resource['medicationCodeableConcept'] as { readonly coding?: unknown } | undefined;
  const gtin = partsIn(concept?.coding).find(({ system }) => system === GTIN)?.['code'];
  const note = partsIn(resource['note'])[0]?.['text'];
  const lotNumber = typeof note === 'string' ? /^Lot (\S+)$/.exec(note)?.[1] : undefined;
  return typeof gtin === 'string' && lotNumber !== undefined ? { gtin, lotNumber } : undefined;
}

function partsIn(list: unknown): readonly { readonly [key: string]: unknown }[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null) : [];
}
