import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** APPROVED waits for the ledger; ISSUED and REFUSED are its answers. RETRACTED was taken back before it was approved. */
export const RECALL_STATUSES = ['PROPOSED', 'APPROVED', 'ISSUED', 'REFUSED', 'RETRACTED'] as const;
export type RecallStatus = (typeof RECALL_STATUSES)[number];

export const RECALL_KINDS = ['RECALL', 'WITHDRAWAL'] as const;
export type RecallKind = (typeof RECALL_KINDS)[number];

/** A lot, or ranges of units of it, taken back from the market for good. */
@Entity({ name: 'recall' })
@Index('recall_lot', ['lotId'])
@Check('recall_two_people', 'approved_by <> proposed_by')
export class Recall {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'recall_pkey' })
  id!: string;

  @Column({ name: 'lot_id', type: 'uuid' })
  lotId!: string;

  @Column({ type: 'text' })
  kind!: RecallKind;

  /** Else the ranges of its runs that it names. */
  @Column({ name: 'whole_lot', type: 'boolean' })
  wholeLot!: boolean;

  @Column({ type: 'text' })
  class!: string;

  /** What pharmacies are told. */
  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'text' })
  status!: RecallStatus;

  @Column({ type: 'text', nullable: true })
  refusal!: string | null;

  /** Who ordered it: the maker's site or the regulator's. */
  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @Column({ name: 'party_id', type: 'int8' })
  partyId!: number;

  @Column({ name: 'proposed_by', type: 'uuid' })
  proposedBy!: string;

  @Column({ name: 'proposed_at', type: 'timestamptz' })
  proposedAt!: Date;

  @Column({ name: 'approved_by', type: 'uuid', nullable: true })
  approvedBy!: string | null;

  @Column({ name: 'approved_at', type: 'timestamptz', nullable: true })
  approvedAt!: Date | null;

  @Column({ name: 'issued_at', type: 'timestamptz', nullable: true })
  issuedAt!: Date | null;

  /** Who took the proposal back. */
  @Column({ name: 'retracted_by', type: 'uuid', nullable: true })
  retractedBy!: string | null;

  @Column({ name: 'retracted_at', type: 'timestamptz', nullable: true })
  retractedAt!: Date | null;

  /** Why the proposal was taken back. */
  @Column({ name: 'retract_reason', type: 'text', nullable: true })
  retractReason!: string | null;
}
