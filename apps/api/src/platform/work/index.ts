export type { Json } from './json.js';
export type { LedgerCall } from '@custodia/ledger';
export { OperationReader } from './operation-reader.js';
export { Operation, type OperationStatus, type Signer } from './operation.entity.js';
export { OperationStatusEnum, OperationType } from './operation.graphql.js';
export type { AuditAction, AuditSubject, NewOperation, Tx } from './tx.js';
export { UnitOfWork } from './unit-of-work.js';
export { UnitReservation } from './unit-reservation.entity.js';
export { OUTBOX_CHANNEL } from './outbox-bell.js';
