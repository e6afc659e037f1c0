import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PrescriptionItem } from '../prescriptions/index.js';
import { Dispensing } from './dispensing.entity.js';
import type { StoredVoucher } from './supply.js';

/** What the pharmacy still owes the patient after it could not give all at once. */
@Entity({ name: 'owed_balance' })
@Index('owed_balance_open', ['siteId', 'id'], { where: 'settled < quantity' })
@Check('owed_balance_amount', 'quantity > 0 AND settled BETWEEN 0 AND quantity')
export class OwedBalance {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'owed_balance_pkey' })
  id!: string;

  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @ForeignKey(() => Dispensing, { name: 'owed_balance_dispensing' })
  @Column({ name: 'dispensing_id', type: 'uuid' })
  dispensingId!: string;

  @ForeignKey(() => PrescriptionItem, { name: 'owed_balance_item' })
  @Column({ name: 'item_id', type: 'uuid' })
  itemId!: string;

  /** The product given first: what is still owed must be of the same substance and strength. */
  @Column({ name: 'product_id', type: 'uuid' })
  productId!: string;

  @Column({ type: 'int4' })
  quantity!: number;

  @Column({ type: 'int4', default: 0 })
  settled!: number;

  /** The patient's voucher covers what is owed, so that the patient need not sign again. */
  @Column({ type: 'jsonb' })
  voucher!: StoredVoucher;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
