import type { EntityManager } from 'typeorm';
import type { EventPayload, EventType } from '../events/domain-events.js';
import type { Json } from './json.js';
import type { LedgerCall } from '@custodia/ledger';
import type { Signer } from './operation.entity.js';

/** What a unit of work can do. Rows are written at once; the rest is written together, just before the commit. */
export interface Tx {
  readonly manager: EntityManager;
  /** One time for everything that this unit of work records. */
  readonly now: Date;
  sql<R>(text: string, params?: unknown[]): Promise<R[]>;
  /** Puts a change of the ledger into the outbox. @returns its operation id. */
  enqueue(operation: NewOperation): Promise<string>;
  /** Records a domain event; the worker hands it to the handlers after the commit. */
  publish<E extends EventType>(type: E, payload: EventPayload<E>): Promise<void>;
  /** Names what was done to whom. At least once in every unit of work of a person. Never health data. */
  audit(subject: AuditSubject, details?: Json): void;
}

export interface AuditSubject {
  readonly type: string;
  readonly id: string;
}

/** What was done, in the words of the permission where there is one: 'custody.ship', 'session.sign-in'. */
export type AuditAction = `${string}.${string}`;

export interface NewOperation {
  readonly call: LedgerCall;
  /** The ledger id that acts. */
  readonly partyId: number;
  /** Default: operator. */
  readonly signer?: Signer;
  readonly runId?: number;
  /** Packing indices [from, to) of the run. */
  readonly idx?: readonly [from: number, to: number];
  /** The prescription item, 0x-hex. */
  readonly itemId?: string;
  /** Default: a new id. */
  readonly id?: string;
}
