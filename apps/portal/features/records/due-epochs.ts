import { CATEGORIES, type Category } from '@custodia/vault';
import type { AccessRequest, KeptRecord } from './records.documents';

type Kept = Pick<KeptRecord['epochs'][number], 'category' | 'keptAt'>;
type Ended = Pick<AccessRequest, 'categories'> & {
  readonly consent: Pick<NonNullable<AccessRequest['consent']>, 'revokedAt' | 'notAfter'> | null;
};

/**
 * The categories of which somebody holds the newest key whose access is over, stopped or run out: what is written from
 * now on needs a new one. Pure.
 */
export function dueEpochs(kept: readonly Kept[], requests: readonly Ended[], now: number): Category[] {
  return CATEGORIES.filter((category) => {
    const begun = kept.filter((one) => one.category === category).map(({ keptAt }) => Date.parse(keptAt));
    const ends = requests.flatMap(({ categories, consent }) => {
      if (!consent || !categories.includes(category)) return [];
      const end = Date.parse(consent.revokedAt ?? consent.notAfter);
      return end <= now ? [end] : [];
    });
    return Math.max(...ends) > Math.max(...begun);
  });
}
