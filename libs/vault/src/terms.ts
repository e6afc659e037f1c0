import { among, distinct, list, type Reader } from './shape.js';

/** What a patient may say beside who, what and until when. Whoever does not know a term refuses the opening. */
export const TERMS = ['once', 'away'] as const;

/** Those that a carer may say: what holds without the ledger is for emergencies, which are the patient's own to allow. */
export const CARER_TERMS = ['once'] as const;

/** As an opening lists them, each at most once. */
export const terms = listed(TERMS);
export const carerTerms = listed(CARER_TERMS);

function listed<const T extends string>(known: readonly T[]): Reader<readonly T[]> {
  return distinct(list(among(...known), 0, known.length), (term) => term);
}
