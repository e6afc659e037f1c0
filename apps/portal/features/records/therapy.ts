import {
  MOST_TAGS,
  ingredientOf,
  routeOf,
  supplyOf,
  therapyTagOf,
  type Pseudonym,
  type SiteDevice,
  type Therapy,
} from '@custodia/vault';
import { checkTherapies, putTherapySupplies } from '@custodia/vault/nodes';
import type { Candidate, Supplied } from '@/features/warnings/warnings';
import { fromBase64Url } from './bytes';
import { DOORS } from './doors';
import { medicineIn } from './fhir';
import type { RecordLine } from './entry-list';

/** Of a medicine, what makes its tag: two that are alike are asked for once. */
export function nameOf({ substance, form }: Therapy): string {
  return `${ingredientOf(substance)} ${routeOf(form)}`;
}

/** By the name of a medicine, until when it was given out already: an ISO day, or nothing. */
export type TherapyAnswers = ReadonlyMap<string, string | undefined>;

/** What was not asked for yet, as much of it as one question takes. Pure. */
export function unasked(candidates: readonly Candidate[], answers: TherapyAnswers): Therapy[] {
  const therapies = candidates.flatMap(({ substances, form }) =>
    substances.map((substance) => ({ substance, form })),
  );
  const fresh = new Map(therapies.map((one) => [nameOf(one), one]));
  return [...fresh].flatMap(([name, one]) => (answers.has(name) ? [] : [one])).slice(0, MOST_TAGS);
}

/** What of a basket was given out already. Pure. */
export function suppliedOf(candidates: readonly Candidate[], answers: TherapyAnswers): Supplied[] {
  return candidates.flatMap(({ name, substances, form }) =>
    substances.flatMap((substance) => {
      const until = answers.get(nameOf({ substance, form }));
      return until === undefined ? [] : [{ candidate: name, substance, until }];
    }),
  );
}

const DAY_MS = 86_400_000;

/** Asks the nodes, in the site's name, whether these are taken already. The nodes learn tags. @throws NodesError */
export async function askTherapies(
  pseudonym: string,
  tagKey: string,
  therapies: readonly Therapy[],
  { person, device }: { readonly person: string; readonly device: SiteDevice },
): Promise<TherapyAnswers> {
  const key = fromBase64Url(tagKey);
  const tags = await Promise.all(therapies.map((one) => therapyTagOf(key, one)));
  const time = Math.floor(Date.now() / 1000);
  const asked = { pseudonym: pseudonym as Pseudonym, person, tags, time };
  const found = await checkTherapies(DOORS, asked, device);
  return new Map(
    therapies.map((one, i) => {
      const days = found.filter(({ tag }) => tag === tags[i]).map(({ until }) => until);
      const last = days.length > 0 ? new Date(Math.max(...days) * DAY_MS).toISOString() : undefined;
      return [nameOf(one), last?.slice(0, 10)];
    }),
  );
}

/** What is given out, and for how many days it lasts. */
export interface GivenOut {
  readonly therapies: readonly Therapy[];
  readonly days: number;
}

/** Leaves with the nodes that something is taken now, and until when; what it is, they do not learn. @throws NodesError */
export async function leaveTherapies(
  pseudonym: string,
  tagKey: string,
  given: readonly GivenOut[],
  handedOverAt: string,
  device: SiteDevice,
): Promise<void> {
  const key = fromBase64Url(tagKey);
  const time = Math.floor(Date.parse(handedOverAt) / 1000);
  const supplies = await Promise.all(
    given.flatMap(({ therapies, days }) =>
      therapies.map(async (one) => supplyOf(await therapyTagOf(key, one), time, days)),
    ),
  );
  for (let start = 0; start < supplies.length; start += MOST_TAGS)
    await putTherapySupplies(DOORS, pseudonym as Pseudonym, supplies.slice(start, start + MOST_TAGS), device);
}

const FORMS = ['tablet', 'cream'] as const;

/**
 * The substances of a record by their tags: the log has tags alone, and only who knows the key and the medicines can name
 * them.
 */
export async function substancesByTag(
  tagKey: Uint8Array<ArrayBuffer>,
  lines: readonly RecordLine[],
): Promise<ReadonlyMap<string, string>> {
  const substances = new Set(
    lines.flatMap((line) =>
      line.kind === 'read' ? (medicineIn(line.resource)?.substances ?? []).map(ingredientOf) : [],
    ),
  );
  const named = [...substances].flatMap((substance) =>
    // One form of each way into the body.
    FORMS.map(async (form) => [await therapyTagOf(tagKey, { substance, form }), substance] as const),
  );
  return new Map(await Promise.all(named));
}
