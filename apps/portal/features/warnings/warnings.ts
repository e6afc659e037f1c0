import type { RecordLine } from '@/features/records/entry-list';
import { medicineIn } from '@/features/records/fhir';

/** What interacts with what, by the names of substances: whoever runs the product may bring other data. */
export interface InteractionPair {
  readonly id: string;
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** A medicine that is about to be prescribed or handed out. */
export interface Candidate {
  readonly name: string;
  readonly substances: readonly string[];
}

/** Something to think about before going on; it never stops anybody. */
export interface Warning {
  readonly kind: 'duplicate' | 'interaction';
  readonly candidate: string;
  /** The substance that is there twice, or the pair that interacts. */
  readonly substance: string;
  readonly with: string;
  readonly author: string;
  readonly date: string;
  /** Of the pair, where it is an interaction. */
  readonly pair?: string;
  /** Further ones about the same medicine: they are not shown one by one, so that the one is read. */
  readonly more: number;
}

/** Days for which a medicine counts as taken where nobody said for how long it lasts. */
const USUAL_DAYS = 90;
const DAY_MS = 86_400_000;

interface Known {
  readonly title: string;
  readonly author: string;
  readonly date: string;
  readonly names: (substance: string) => boolean;
}

/**
 * What the medicines of a record, as far as it is opened, say about these: the same substance again while the earlier
 * supply lasts, or a pair that interacts. One warning for a medicine, interactions first. Pure.
 */
export function warningsFor(
  candidates: readonly Candidate[],
  lines: readonly RecordLine[],
  pairs: readonly InteractionPair[],
  now: number,
): Warning[] {
  const onRecord = lines.flatMap((line) => knownIn(line, now));
  return candidates.flatMap((candidate, place) => {
    const beside = candidates.filter((_, i) => i !== place).map(asKnown);
    const found = [
      ...[...onRecord, ...beside].flatMap((known) => interactions(candidate, known, pairs)),
      ...onRecord.flatMap((known) => duplicates(candidate, known)),
    ];
    const [first] = found;
    return first ? [{ ...first, more: found.length - 1 }] : [];
  });
}

type Found = Omit<Warning, 'more'>;

function interactions(candidate: Candidate, known: Known, pairs: readonly InteractionPair[]): Found[] {
  return pairs.flatMap(({ id, one, other }): Found[] => {
    const isPair =
      (hasOne(candidate, one) && other.some((name) => known.names(name))) ||
      (hasOne(candidate, other) && one.some((name) => known.names(name)));
    // One substance that stands on both sides of a pair is a duplicate, not an interaction with itself.
    const isItself = candidate.substances.every((substance) => known.names(substance));
    return isPair && !isItself ? [about('interaction', candidate, known, id, id)] : [];
  });
}

function duplicates(candidate: Candidate, known: Known): Found[] {
  const twice = candidate.substances.find((substance) => known.names(substance));
  return twice === undefined ? [] : [about('duplicate', candidate, known, twice)];
}

function about(
  kind: Warning['kind'],
  { name }: Candidate,
  known: Known,
  substance: string,
  pair?: string,
): Found {
  const { title, author, date } = known;
  return { kind, candidate: name, substance, with: title, author, date, ...(pair && { pair }) };
}

function hasOne({ substances }: Candidate, names: readonly string[]): boolean {
  return names.some((name) => substances.some((substance) => isSame(substance, name)));
}

function asKnown({ name, substances }: Candidate): Known {
  return {
    title: name,
    author: '',
    date: '',
    names: (substance) => substances.some((one) => isSame(one, substance)),
  };
}

function knownIn(line: RecordLine, now: number): Known[] {
  if (line.kind === 'unreadable' || line.summary.state === 'taken-back') return [];
  const medicine = medicineIn(line.resource);
  if (!medicine) return [];
  const from = Date.parse(line.summary.date);
  const until = from + (medicine.days ?? USUAL_DAYS) * DAY_MS;
  // What has no date may be taken now.
  if (until < now) return [];
  const { substances, text } = medicine;
  return [
    {
      title: line.summary.title,
      author: line.author,
      date: line.summary.date,
      names: (substance) =>
        substances.length > 0 ? substances.some((one) => isSame(one, substance)) : hasWord(text, substance),
    },
  ];
}

/** The salt does not make another substance: "amlodipine" and "amlodipine besylate". */
function isSame(a: string, b: string): boolean {
  const [one, other] = [a.trim().toLowerCase(), b.trim().toLowerCase()];
  return one !== '' && (one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `));
}

/** Whether a text names a substance: what others wrote has often words alone. */
function hasWord(text: string, substance: string): boolean {
  const name = substance.trim().toLowerCase();
  if (name === '') return false;
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}']+/gu, ' ')} `.includes(` ${name} `);
}
