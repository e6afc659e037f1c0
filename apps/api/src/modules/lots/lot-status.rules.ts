/** From what outranks to what is outranked; PENDING until the ledger knows a run. */
export const LOT_STATUSES = ['PENDING', 'ACTIVE', 'HELD', 'RECALLED', 'WITHDRAWN', 'EXPIRED'] as const;
export type LotStatus = (typeof LOT_STATUSES)[number];

/** What the ledger says of the runs of a lot: true where it is true of one of them. */
export interface LotStanding {
  readonly confirmed: boolean;
  readonly held: boolean;
  readonly recalled: boolean;
  readonly withdrawn: boolean;
}

/** What no way leads back from comes first; then what somebody decided; then the calendar. */
export function lotStatus(standing: LotStanding, expiry: string, today: string): LotStatus {
  if (standing.recalled) return 'RECALLED';
  if (standing.withdrawn) return 'WITHDRAWN';
  if (standing.held) return 'HELD';
  if (expiry < today) return 'EXPIRED';
  return standing.confirmed ? 'ACTIVE' : 'PENDING';
}
