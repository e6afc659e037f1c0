import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A prescription as the node keeps it. What was prescribed, and for whom, is sealed: nobody here holds the key. */
@Entity({ name: 'prescription' })
@Index('prescription_site', ['siteId', 'id'])
export class Prescription {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'prescription_pkey' })
  id!: string;

  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  /** The prescriber's ledger id. */
  @Column({ name: 'party_id', type: 'int8' })
  partyId!: number;

  @Column({ type: 'bytea' })
  sealed!: Buffer;

  @Column({ name: 'issued_at', type: 'timestamptz' })
  issuedAt!: Date;

  @Column({ name: 'cancelled_at', type: 'timestamptz', nullable: true })
  cancelledAt!: Date | null;

  /** Sealed: CancelReasons opens it. */
  @Column({ name: 'cancel_reason', type: 'bytea', nullable: true })
  cancelReason!: Buffer | null;
}
