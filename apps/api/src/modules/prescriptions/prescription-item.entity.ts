import type { Hex } from '@custodia/ledger';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { hexColumn } from '../../database/columns.js';
import { Prescription } from './prescription.entity.js';

/** One thing that can be filled once: a medicine of the prescription, or a repeat of it. */
@Entity({ name: 'prescription_item' })
@Unique('prescription_item_key', ['itemKey'])
@Unique('prescription_item_ordinal', ['prescriptionId', 'ordinal'])
@Check('prescription_item_amount', 'quantity > 0')
@Check('prescription_item_days', 'valid_until >= valid_from')
export class PrescriptionItem {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'prescription_item_pkey' })
  id!: string;

  @ForeignKey(() => Prescription, { name: 'prescription_item_prescription' })
  @Column({ name: 'prescription_id', type: 'uuid' })
  prescriptionId!: string;

  /** From 0; the fill key is derived from it. */
  @Column({ type: 'int4' })
  ordinal!: number;

  /** The random id under which the prescriber issued it on the ledger. */
  @Column({ name: 'ledger_id', type: 'bytea', transformer: hexColumn })
  ledgerId!: Hex;

  /** The ledger's storage key of prescriber and id. */
  @Column({ name: 'item_key', type: 'bytea', transformer: hexColumn })
  itemKey!: Hex;

  /** Address of the key that signs the fills. */
  @Column({ name: 'key_address', type: 'bytea', transformer: hexColumn })
  keyAddress!: Hex;

  /** Base units. */
  @Column({ type: 'int4' })
  quantity!: number;

  @Column({ name: 'valid_from', type: 'date' })
  validFrom!: string;

  @Column({ name: 'valid_until', type: 'date' })
  validUntil!: string;

  @Column({ name: 'operation_id', type: 'uuid' })
  operationId!: string;

  @Column({ name: 'cancel_operation_id', type: 'uuid', nullable: true })
  cancelOperationId!: string | null;

  /** Sealed: CancelReasons opens it. */
  @Column({ name: 'cancel_reason', type: 'bytea', nullable: true })
  cancelReason!: Buffer | null;
}
