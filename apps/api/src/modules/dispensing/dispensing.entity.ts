import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Prescription } from '../prescriptions/index.js';
import type { SupplyBasis } from './supply.js';

/** One visit: packs supplied together, on one basis. */
@Entity({ name: 'dispensing' })
@Index('dispensing_site', ['siteId', 'id'])
export class Dispensing {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'dispensing_pkey' })
  id!: string;

  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ name: 'party_id', type: 'int8' })
  partyId!: number;

  @Column({ type: 'text' })
  basis!: SupplyBasis;

  @ForeignKey(() => Prescription, { name: 'dispensing_prescription' })
  @Column({ name: 'prescription_id', type: 'uuid', nullable: true })
  prescriptionId!: string | null;

  /** Sealed, as are collector and note: SupplyWords opens them. */
  @Column({ name: 'paper_reference', type: 'bytea', nullable: true })
  paperReference!: Buffer | null;

  /** Who took the packs, if not the patient. */
  @Column({ type: 'bytea', nullable: true })
  collector!: Buffer | null;

  /** When it happened at the counter. */
  @Column({ name: 'event_time', type: 'timestamptz' })
  eventTime!: Date;

  /** When it was written down here. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt!: Date;

  @Column({ type: 'bytea', nullable: true })
  note!: Buffer | null;
}
