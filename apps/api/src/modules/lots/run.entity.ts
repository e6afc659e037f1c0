import type { Hex } from '@custodia/ledger';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { hexColumn } from '../../database/columns.js';
import { Lot } from './lot.entity.js';
import type { RejectedLine } from './serial-file.js';

export const RUN_STATUSES = ['IMPORTING', 'READY', 'FAILED'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Why nothing was registered. The first rejected lines are kept; `rejected` counts all. */
export interface RunFailure {
  readonly code: string;
  readonly message: string;
  readonly rejected: number;
  readonly lines: readonly RejectedLine[];
}

/** A part of a lot that was registered at once: one lot id on the ledger. Its id is the key of all unit-level tables. */
@Entity({ name: 'run' })
@Unique('run_lot_key', ['lotKey'])
@Index('run_importing', ['id'], { where: `status = 'IMPORTING'` })
export class Run {
  @PrimaryGeneratedColumn('identity', {
    type: 'int4',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'run_pkey',
  })
  id!: number;

  @Index('run_lot')
  @ForeignKey(() => Lot, { name: 'run_lot_fkey' })
  @Column({ name: 'lot_id', type: 'uuid' })
  lotId!: string;

  /** The ledger id that registers it. */
  @Column({ name: 'party_id', type: 'int8' })
  partyId!: number;

  /** The contract's storage key: keccak256(maker, ledger lot id). */
  @Column({ name: 'lot_key', type: 'bytea', transformer: hexColumn })
  lotKey!: Hex;

  /** keccak256(gtin, lot, expiry, salt): says nothing without the salt. */
  @Column({ name: 'ledger_lot_id', type: 'bytea', transformer: hexColumn })
  ledgerLotId!: Hex;

  /** Travels with the goods and to the regulator. */
  @Column({ type: 'bytea' })
  salt!: Buffer;

  /** The lot secret that the units' salts come from, sealed. It never leaves this node. */
  @Column({ type: 'bytea' })
  secret!: Buffer;

  /** RFC 9162 root over the serial commitments, once all serials are in. */
  @Column({ type: 'bytea', nullable: true, transformer: hexColumn })
  root!: Hex | null;

  @Column({ name: 'unit_count', type: 'int4' })
  unitCount!: number;

  /** Serials taken in so far: progress. */
  @Column({ type: 'int4', default: 0 })
  imported!: number;

  @Column({ type: 'text' })
  status!: RunStatus;

  @Column({ type: 'jsonb', nullable: true })
  failure!: RunFailure | null;

  @Column({ name: 'operation_id', type: 'uuid', nullable: true })
  operationId!: string | null;

  @Column({ name: 'created_by', type: 'uuid' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** Whoever takes in the serials now. */
  @Column({ type: 'uuid', nullable: true })
  importer!: string | null;

  /** When the importing process last said that it is alive. */
  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt!: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
