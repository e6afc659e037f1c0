import type { MandateSlot } from '@custodia/vault';
import type { AccessRequest } from './records.documents';

/** From which salt the controller of a consent was made, as its opening says. Pure. */
export function saltOf(opening: string): string {
  return (JSON.parse(opening) as { readonly salt: string }).salt;
}

/** Those of a mandate with which nothing was allowed yet: what was allowed under an earlier one took none of them. Pure. */
export function unusedSlots(
  slots: readonly MandateSlot[],
  asked: readonly Pick<AccessRequest, 'consent'>[],
): MandateSlot[] {
  const used = new Set(asked.map(({ consent }) => consent && saltOf(consent.opening)));
  return slots.filter(({ salt }) => !used.has(salt));
}
