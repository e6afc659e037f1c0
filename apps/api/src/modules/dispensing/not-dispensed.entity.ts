import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PrescriptionItem } from '../prescriptions/index.js';
import type { NotDispensedReason } from './supply.js';

/** That an item was not given, and why. Nothing changes on the ledger: the item stays open. */
@Entity({ name: 'not_dispensed' })
@Index('not_dispensed_of_item', ['itemId'])
export class NotDispensed {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'not_dispensed_pkey' })
  id!: string;

  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @ForeignKey(() => PrescriptionItem, { name: 'not_dispensed_item' })
  @Column({ name: 'item_id', type: 'uuid' })
  itemId!: string;

  @Column({ type: 'text' })
  reason!: NotDispensedReason;

  /** Sealed: SupplyWords opens it. */
  @Column({ type: 'bytea', nullable: true })
  note!: Buffer | null;

  @Column({ name: 'event_time', type: 'timestamptz' })
  eventTime!: Date;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt!: Date;
}
