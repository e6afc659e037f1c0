import type { Consent } from './records.documents';

/** How an access stands, for whoever looks at it. */
export type ConsentStanding = 'sending' | 'active' | 'over' | 'stopping' | 'stopped' | 'refused';

/** Never "stopped" before the ledger has said so: until then it is on its way, though the nodes know already. */
export function standingOf(
  {
    revokedAt,
    revoking,
    granting,
    notAfter,
  }: Pick<Consent, 'revokedAt' | 'revoking' | 'granting' | 'notAfter'>,
  now: number,
): ConsentStanding {
  if (revokedAt) return revoking?.status === 'CONFIRMED' ? 'stopped' : 'stopping';
  if (Date.parse(notAfter) <= now) return 'over';
  if (granting?.status === 'REFUSED') return 'refused';
  return granting?.status === 'CONFIRMED' ? 'active' : 'sending';
}
