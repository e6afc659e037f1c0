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
  /** As the product names it. */
  readonly form?: string | null;
}

/** A medicine of a basket that was given out already, as the nodes say: not by whom, nor as what. */
export interface Supplied {
  readonly candidate: string;
  readonly substance: string;
  /** ISO day. */
  readonly until: string;
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
  /** Of what the nodes say was given out already, its last day: the record is not open. */
  readonly until?: string;
  /** Further ones about the same medicine: they are not shown one by one, so that the one is read. */
  readonly more: number;
}

/** The same of a test that is about to be asked for; its code, or its name, is in the place of a substance. */
export interface TestWarning extends Omit<Warning, 'kind' | 'pair' | 'until'> {
  readonly kind: 'test';
  /** It was asked for: nobody said that it is done. */
  readonly isAsked?: boolean;
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
    // Of two that go out together one is warned of: the one that came to the other.
    const beside = candidates.slice(0, place).map(asKnown);
    const found = [
      ...[...onRecord, ...beside].flatMap((known) => interactions(candidate, known, pairs)),
      ...onRecord.flatMap((known) => duplicates(candidate, known)),
    ];
    const [first] = found;
    return first ? [{ ...first, more: found.length - 1 }] : [];
  });
}

/**
 * Adds what the nodes say was given out already. The opened record tells more of the same medicine, and so comes first: one
 * warning stands for it. Pure.
 */
export function withSupplied(warnings: readonly Warning[], supplied: readonly Supplied[]): Warning[] {
  const told = new Set(warnings.map(({ candidate }) => candidate));
  const of = (name: string) => supplied.filter(({ candidate }) => candidate === name);
  const added = supplied
    .filter((one) => !told.has(one.candidate) && of(one.candidate)[0] === one)
    .map(({ candidate, substance, until }): Warning => {
      const more = of(candidate).length - 1;
      return {
        kind: 'duplicate',
        candidate,
        substance,
        with: substance,
        author: '',
        date: until,
        until,
        more,
      };
    });
  return [
    ...warnings.map((one) =>
      one.kind === 'interaction' && of(one.candidate).length > 0
        ? { ...one, more: Math.max(one.more, 1) }
        : one,
    ),
    ...added,
  ];
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
