import type { LedgerEvent } from '@custodia/ledger';

/** An event and where in the chain it stands. */
export interface PlacedEvent {
  readonly event: LedgerEvent;
  /** The operation that the event names; anybody may name any. */
  readonly operationId: string;
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly txHash: string;
  /** The time of its block. */
  readonly at: Date;
}
