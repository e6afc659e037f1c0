import { lengthPrefixed, utf8 } from './bytes.js';
import { canonicalBytes, parseCanonical } from './canonical.js';
import type { Category } from './categories.js';
import { VaultError } from './errors.js';
import type { PatientKeys } from './identity.js';
import { integer, record, text, type Reader, type Read } from './shape.js';
import { open, seal, sealed, sealedJson, version } from './suite.js';

/** What somebody who keeps a child's record is not shown from an age on, nor any carer at any age. */
export const CONFIDENTIAL: readonly Category[] = ['mental-health', 'sexual-health', 'substance-use'];

const NO_AAD = new Uint8Array(0);

/** A day of the calendar that there is, as YYYY-MM-DD. */
const day: Reader<string> = (value, place) => {
  const read = text(10)(value, place);
  const time = Date.parse(`${read}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== read)
    throw new VaultError('MALFORMED', `${place} is not a day.`, place);
  return read;
};

const childhoodFields = record({
  v: version(1),
  born: day,
  market: text(10, 1),
  /** Years from which what is confidential is the young person's alone. */
  confidentialFrom: integer(0, 30),
  /** Years at which the record passes. */
  passesAt: integer(1, 30),
});

/** That a record is a child's and somebody else keeps it, with the ages of its market when that was noted. */
export type Childhood = Omit<Read<typeof childhoodFields>, 'v'>;

/** Seals it to the record's own keys: neither the API nor a node learns that there is a child, or its age. */
export async function sealChildhood(
  { kem, pseudonym }: Pick<PatientKeys, 'kem' | 'pseudonym'>,
  childhood: Childhood,
): Promise<string> {
  const plain = canonicalBytes({ v: 1, ...childhood });
  const content = await seal(kem.publicKey, plain, bindingOf(pseudonym));
  return new TextDecoder().decode(canonicalBytes(sealedJson(content)));
}

/** @throws VaultError WRONG_KEY, MALFORMED */
export async function openChildhood(
  { kem, pseudonym }: Pick<PatientKeys, 'kem' | 'pseudonym'>,
  from: string,
): Promise<Childhood> {
  const content = sealed(parseCanonical(utf8(from)), 'childhood');
  const plain = await open(kem.privateKey, content, bindingOf(pseudonym));
  const { v: _, ...childhood } = childhoodFields(parseCanonical(plain), 'childhood');
  return childhood;
}

function bindingOf(pseudonym: string) {
  return { info: lengthPrefixed(utf8('custodia/childhood/v1'), utf8(pseudonym)), aad: NO_AAD };
}

/** How far a child is: from `teen` on some things are the own, and when `due` the record is. */
export type ChildhoodStage = 'child' | 'teen' | 'due';

/** @param today YYYY-MM-DD, where the person lives */
export function stageOf({ born, confidentialFrom, passesAt }: Childhood, today: string): ChildhoodStage {
  if (today >= birthday(born, passesAt)) return 'due';
  return today >= birthday(born, confidentialFrom) ? 'teen' : 'child';
}

/**
 * The day on which somebody is so many years old. Who was born on 29 February comes of age on 1 March in other years: a
 * day too late shows nobody anything that they should not see for longer than that day.
 */
export function birthday(born: string, years: number): string {
  const [year = 0, month = 1, date = 1] = born.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
}
