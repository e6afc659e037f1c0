import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { hexColumn } from '../../database/columns.js';
import type { LedgerCall } from '@custodia/ledger';

export const OPERATION_STATUSES = ['PENDING', 'SENT', 'CONFIRMED', 'REFUSED'] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

/** Whose key signs: the node's operator, or a key that only few nodes hold. */
export type Signer = 'operator' | 'regulator' | 'regulator-approver' | 'proposer' | 'approver';

/** One intended change of the ledger: the outbox. Its id is the 16-byte operation id that the contracts repeat. */
@Entity({ name: 'operation' })
@Index('operation_unsettled', ['seq'], { where: `status IN ('PENDING', 'SENT')` })
@Index('operation_unsettled_run', ['runId', 'idxFrom'], {
  where: `run_id IS NOT NULL AND status IN ('PENDING', 'SENT')`,
})
@Index('operation_unsettled_range', ['runId'], {
  where: `run_id IS NOT NULL AND status IN ('PENDING', 'SENT') AND (idx_to > idx_from + 1) IS NOT FALSE`,
})
@Index('operation_refused_unit', ['runId', 'idxFrom'], { where: `run_id IS NOT NULL AND status = 'REFUSED'` })
@Index('operation_unsettled_item', ['itemId'], {
  where: `item_id IS NOT NULL AND status IN ('PENDING', 'SENT')`,
})
@Index('operation_party', ['partyId', 'seq'])
@Index('operation_pending_party', ['signer', 'partyId', 'seq'], { where: `status = 'PENDING'` })
@Index('operation_unsettled_registry', ['seq'], {
  where: `kind IN ('proposeAdmission', 'approveAdmission', 'proposeRoles', 'approveRoles', 'suspend', 'proposeReinstatement', 'approveReinstatement', 'withdrawKey', 'proposeKey', 'approveKey', 'retractOrder') AND status IN ('PENDING', 'SENT')`,
})
export class Operation {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'operation_pkey' })
  id!: string;

  /** First in, first out, per lot and per item. */
  @Column({ type: 'int8', generated: 'identity', generatedIdentity: 'ALWAYS' })
  seq!: number;

  @Column({ type: 'text' })
  kind!: LedgerCall['kind'];

  @Column({ type: 'jsonb' })
  call!: LedgerCall;

  @Column({ name: 'party_id', type: 'int8' })
  partyId!: number;

  @Column({ type: 'text' })
  signer!: Signer;

  @Column({ name: 'run_id', type: 'int4', nullable: true })
  runId!: number | null;

  @Column({ name: 'idx_from', type: 'int4', nullable: true })
  idxFrom!: number | null;

  /** Exclusive. */
  @Column({ name: 'idx_to', type: 'int4', nullable: true })
  idxTo!: number | null;

  @Column({ name: 'item_id', type: 'bytea', nullable: true, transformer: hexColumn })
  itemId!: string | null;

  @Column({ type: 'text', default: 'PENDING' })
  status!: OperationStatus;

  /** The contract's error, decoded: set when refused. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'tx_hash', type: 'bytea', nullable: true, transformer: hexColumn })
  txHash!: string | null;

  @Column({ name: 'block_number', type: 'int8', nullable: true })
  blockNumber!: number | null;

  @Column({ name: 'created_by', type: 'uuid', nullable: true })
  createdBy!: string | null;

  @Column({ name: 'site_id', type: 'uuid', nullable: true })
  siteId!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;
}
