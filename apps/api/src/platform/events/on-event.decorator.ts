import type { LedgerCall } from '@custodia/ledger';
import { SetMetadata } from '@nestjs/common';
import type { Tx } from '../work/tx.js';
import type { DomainEvent, EventType } from './domain-events.js';

export const EVENT_TYPES = 'custodia:on-event';

export type EventHandler<E extends EventType> = (event: DomainEvent<E>, tx: Tx) => Promise<void>;

/**
 * Marks a provider's method as the handler of one or more kinds of events. The worker calls it after the commit, with
 * a transaction of its own in which the delivery is recorded too: what the handler writes, it writes once. Whatever
 * it does outside the database may happen more than once. A handler that throws is called again later.
 */
export function OnEvent<E extends EventType>(...types: [E, ...E[]]) {
  return (
    target: object,
    property: string,
    descriptor: TypedPropertyDescriptor<(event: DomainEvent<E>, tx: Tx) => Promise<void>>,
  ): void => {
    SetMetadata(EVENT_TYPES, types)(target, property, descriptor);
  };
}

export const EVENT_BATCHES = 'custodia:on-events';

export type EventsHandler<E extends EventType> = (events: readonly DomainEvent<E>[], tx: Tx) => Promise<void>;

/**
 * The same for events that come in great numbers: those of one kind that lie next to each other come together, in
 * order, in one transaction. When it throws, they come again one by one.
 */
export function OnEvents<E extends EventType>(type: E) {
  return (
    target: object,
    property: string,
    descriptor: TypedPropertyDescriptor<(events: readonly DomainEvent<E>[], tx: Tx) => Promise<void>>,
  ): void => {
    SetMetadata(EVENT_BATCHES, type)(target, property, descriptor);
  };
}

export const OPERATION_KINDS = 'custodia:operation-kinds';

/**
 * Of events about operations, only those about these calls; the others are not delivered. Nearly all operations are
 * supplies, and a delivery that does nothing costs a transaction as well.
 */
export function OfKinds(...kinds: [LedgerCall['kind'], ...LedgerCall['kind'][]]): MethodDecorator {
  return SetMetadata(OPERATION_KINDS, new Set(kinds));
}
