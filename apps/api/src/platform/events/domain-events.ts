/**
 * The domain events and what they carry. A module adds its own beside its code:
 *
 *     declare module '../../platform/events/domain-events.js' {
 *       interface DomainEvents {
 *         'custody.shipped': { shipmentId: string };
 *       }
 *     }
 *
 * Payloads are JSON and never hold health data: ids, from which a handler reads what it needs.
 */
export interface DomainEvents {
  /** An operation is final on the ledger; published in the transaction that settles it. */
  'operation.confirmed': OperationSettled;
  /** The contract refused an operation, or it fell with one that it depends on. */
  'operation.refused': OperationSettled & { readonly reason: string };
}

interface OperationSettled {
  readonly operationId: string;
  readonly kind: string;
}

export type EventType = keyof DomainEvents;
export type EventPayload<E extends EventType> = DomainEvents[E];

/** An event as a handler gets it. */
export interface DomainEvent<E extends EventType = EventType> {
  /** Increasing, but not without gaps, and not in the order of the commits. */
  readonly id: number;
  readonly type: E;
  readonly payload: EventPayload<E>;
  readonly createdAt: Date;
}
