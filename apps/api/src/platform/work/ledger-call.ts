/** A call of the contracts, as the outbox keeps it: JSON, without hints and operation id. */
export interface LedgerCall {
  readonly kind: string;
  readonly [argument: string]: unknown;
}
