/** Failed attempts of the last 15 minutes. */
export interface RecentFailures {
  /** Of this address on this account. */
  readonly ofBoth: number;
  readonly lastOfBoth: Date | null;
  /** Of this address on any account. */
  readonly ofAddress: number;
  readonly lastOfAddress: Date | null;
  /** Of any address on this account. */
  readonly ofAccount: number;
}

const FREE_TRIES = 5;
const LONGEST_WAIT_S = 900;
/** A pharmacy's whole staff may sit behind one address. */
const TRIES_OF_ADDRESS = 100;
const TRIES_OF_ACCOUNT = 20;
const ACCOUNT_DELAY_MS = 1_500;

/** Seconds that this address has to wait before it may try this account: 0, then 2, 4, 8 … after the fifth failure. */
export function waitOf(failures: RecentFailures, now: Date): number {
  const { ofBoth, lastOfBoth, ofAddress, lastOfAddress } = failures;
  const pairWait = ofBoth < FREE_TRIES ? 0 : Math.min(2 ** (ofBoth - FREE_TRIES + 1), LONGEST_WAIT_S);
  const addressWait = ofAddress < TRIES_OF_ADDRESS ? 0 : 60;
  return Math.max(remaining(pairWait, lastOfBoth, now), remaining(addressWait, lastOfAddress, now));
}

/**
 * Milliseconds that an attempt on an account under attack from many addresses takes longer: the owner gets in all the
 * same.
 */
export function delayOf({ ofAccount }: RecentFailures): number {
  return ofAccount < TRIES_OF_ACCOUNT ? 0 : ACCOUNT_DELAY_MS;
}

function remaining(wait: number, since: Date | null, now: Date): number {
  // Of two attempts at the same moment, the other one may have begun after this one: that is no wait.
  return since && wait > 0 ? Math.max(0, Math.ceil(wait - (now.getTime() - since.getTime()) / 1_000)) : 0;
}
