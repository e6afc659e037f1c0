import { lengthPrefixed, toHex, utf8, type Bytes } from './bytes.js';
import { mac } from './hashing.js';
import { integer, ledgerHex, record, type Read } from './shape.js';

/** Says that two medicines have the same substance and go the same way, to whoever knows the patient's tag key. */
export type TherapyTag = `0x${string}`;

export const therapyTag = ledgerHex<TherapyTag>(32);

/** A medicine, as far as a tag is made of it. */
export interface Therapy {
  /** One substance, as products name it, with or without its salt. */
  readonly substance: string;
  /** The form of the product, such as `tablet` or `eye drops`. */
  readonly form?: string | null | undefined;
}

/**
 * What names a salt, an ester or water behind an ingredient. The list is part of the tag's version: another list makes other
 * tags of the same medicines.
 */
const SALTS = new Set(
  [
    'acetate anhydrous axetil benzoate besilate besylate bromide butyrate calcium carbonate chloride cilexetil citrate',
    'dihydrate dihydrochloride dipropionate disodium disoproxil edisylate esylate etexilate fumarate furoate gluconate',
    'hemihydrate hydrate hydrobromide hydrochloride lactate lysine magnesium malate maleate medoxomil mesilate mesylate',
    'mofetil monohydrate monosodium nitrate oxalate palmitate pamoate phosphate pivoxil potassium propionate sesquihydrate',
    'sodium stearate succinate sulfate sulphate tartrate tosylate trihydrate tromethamine valerate xinafoate zinc',
  ].flatMap((line) => line.split(' ')),
);

/** The substance without its salt, in the one spelling that tags are made of. A salt that stands alone is the medicine itself. */
export function ingredientOf(substance: string): string {
  const words = substance
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter(Boolean);
  // Potassium chloride is no salt of a medicine: the salt is the medicine.
  if (words.length > 1 && SALTS.has(words[0]!)) return words.join(' ');
  while (words.length > 1 && SALTS.has(words.at(-1)!)) words.pop();
  return words.join(' ');
}

const LOCAL =
  /\b(cream|ointment|gel|lotion|foam|shampoo|paste|drops?|sprays?|ophthalmic|otic|eye|ear|nasal|topical|vaginal|aerosol|inhal\w*)\b/i;

/** Where a medicine acts, as its form tells: what is put on a place is another therapy than what is taken. */
export function routeOf(form: string | null | undefined): 'local' | 'systemic' {
  return LOCAL.test(form ?? '') ? 'local' : 'systemic';
}

/** HMAC-SHA-256 of ingredient and route under the patient's tag key: nothing to whoever lacks the key. */
export async function therapyTagOf(tagKey: Bytes, { substance, form }: Therapy): Promise<TherapyTag> {
  const fields = ['custodia/therapy-tag/v1', ingredientOf(substance), routeOf(form)].map(utf8);
  return `0x${toHex(await mac(tagKey, lengthPrefixed(...fields)))}`;
}

const DAY_SECONDS = 86_400;
/** Days that one supply may last, at most. */
const LONGEST = 400;

const supplyFields = record({ tag: therapyTag, from: integer(0, 100_000), until: integer(0, 100_000) });

/** That something lasts from a day until a day, both counted from 1970 in UTC. What it is, the tag does not tell. */
export type TherapySupply = Read<typeof supplyFields>;

/** A supply that begins no later than it ends, and ends in a time that supplies end in. */
export const therapySupply: typeof supplyFields = (value, place) => {
  const supply = supplyFields(value, place);
  integer(supply.from, supply.from + LONGEST)(supply.until, `${place}.until`);
  return supply;
};

/** The day of a moment. @param time Unix time in seconds */
export function dayOf(time: number): number {
  return Math.floor(time / DAY_SECONDS);
}

/** What is given out on a day and lasts for some. @param time Unix time in seconds */
export function supplyOf(tag: TherapyTag, time: number, days: number): TherapySupply {
  const from = dayOf(time);
  return { tag, from, until: from + days };
}
