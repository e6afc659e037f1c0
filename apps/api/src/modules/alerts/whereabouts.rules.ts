import type { SiteRole } from '@custodia/access';

/** Where a pack is stocked or dispensed. */
const STOCKING: readonly SiteRole[] = ['DISTRIBUTOR', 'PHARMACY', 'DISPOSER'];

/** Answers that let a pack be dispensed. */
const GOOD: ReadonlySet<string> = new Set(['PackOk', 'NotInCustody', 'ExpiresSoon']);

/** Among whose reads of the same pack a scan is compared; nobody's where that would say nothing. */
export function comparedWith(
  { verdict, alarming }: { readonly verdict: string; readonly alarming: boolean },
  reader: readonly SiteRole[],
): readonly SiteRole[] {
  if (alarming) return STOCKING;
  // Goods that nobody records on their way are read by a wholesaler and, soon after, by a pharmacy: that says nothing.
  return GOOD.has(verdict) && reader.includes('PHARMACY') ? ['PHARMACY'] : [];
}
