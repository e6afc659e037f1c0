import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { PrescriptionItem } from '../prescriptions/index.js';
import { Dispensing } from './dispensing.entity.js';
import type { DispenseLineStatus, IrregularReason, Portion } from './supply.js';

/** One pack, or a part of one. */
@Entity({ name: 'dispense_line' })
@Unique('dispense_line_position', ['dispensingId', 'position'])
@Unique('dispense_line_operation', ['operationId'])
@Index('dispense_line_unit', ['runId', 'idx'])
@Index('dispense_line_undo', ['undoOperationId'], { where: 'undo_operation_id IS NOT NULL' })
@Index('dispense_line_issue', ['dispensingId'], { where: `status = 'HANDED_OUT_REFUSED'` })
@Check('dispense_line_quantity', 'quantity > 0')
export class DispenseLine {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'dispense_line_pkey' })
  id!: string;

  @ForeignKey(() => Dispensing, { name: 'dispense_line_dispensing' })
  @Column({ name: 'dispensing_id', type: 'uuid' })
  dispensingId!: string;

  @Column({ type: 'int4' })
  position!: number;

  @Column({ name: 'run_id', type: 'int4' })
  runId!: number;

  @Column({ type: 'int4' })
  idx!: number;

  @Column({ name: 'product_id', type: 'uuid' })
  productId!: string;

  @Column({ name: 'lot_id', type: 'uuid' })
  lotId!: string;

  @Column({ type: 'text' })
  serial!: string;

  @Column({ type: 'text' })
  portion!: Portion;

  /** Base units. */
  @Column({ type: 'int4' })
  quantity!: number;

  @ForeignKey(() => PrescriptionItem, { name: 'dispense_line_item' })
  @Column({ name: 'item_id', type: 'uuid', nullable: true })
  itemId!: string | null;

  /** Sealed, as are the reasons below: SupplyWords opens them. */
  @Column({ name: 'substitution_reason', type: 'bytea', nullable: true })
  substitutionReason!: Buffer | null;

  /** Why it was supplied although the verdict was amber. */
  @Column({ name: 'override_reason', type: 'bytea', nullable: true })
  overrideReason!: Buffer | null;

  @Column({ type: 'text' })
  status!: DispenseLineStatus;

  /** Set for a supply that was reported, not asked for. */
  @Column({ name: 'irregular_reason', type: 'text', nullable: true })
  irregularReason!: IrregularReason | null;

  /** The ledger's error, when it refused. */
  @Column({ type: 'text', nullable: true })
  refusal!: string | null;

  @Column({ name: 'operation_id', type: 'uuid' })
  operationId!: string;

  @Column({ name: 'undo_operation_id', type: 'uuid', nullable: true })
  undoOperationId!: string | null;

  @Column({ name: 'undo_reason', type: 'bytea', nullable: true })
  undoReason!: Buffer | null;

  /** The pack had left the pharmacy when the supply was undone: it stays out of stock. */
  @Column({ name: 'pack_left', type: 'boolean', default: false })
  packLeft!: boolean;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;

  /** The line that this one corrects. */
  @ForeignKey(() => DispenseLine, { name: 'dispense_line_replaces' })
  @Column({ name: 'replaces_id', type: 'uuid', nullable: true })
  replacesId!: string | null;
}
