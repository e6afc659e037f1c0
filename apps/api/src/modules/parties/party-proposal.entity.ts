import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { NewLedgerId } from './new-ledger-id.rules.js';
import type { NewSite } from './new-site.rules.js';
import { Site } from './site.entity.js';

export const PROPOSAL_KINDS = ['ADMISSION', 'LEDGER_ID', 'REINSTATEMENT'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** As they are kept. What the ledger and the calendar make of them is read, see PartyProposalsReader. */
export type DecidedStatus = 'PROPOSED' | 'APPROVED' | 'REFUSED' | 'WITHDRAWN' | 'EXPIRED' | 'FAILED';

/** An order of the regulator that takes two people, and on the ledger two keys. */
@Entity({ name: 'party_proposal' })
@Check('party_proposal_two_people', `status <> 'APPROVED' OR decided_by <> proposed_by`)
@Index('party_proposal_gln', ['gln'], { unique: true, where: `status = 'PROPOSED'` })
@Index('party_proposal_reinstatement', ['siteId'], {
  unique: true,
  where: `status = 'PROPOSED' AND kind = 'REINSTATEMENT'`,
})
export class PartyProposal {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'party_proposal_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: ProposalKind;

  @Column({ type: 'text' })
  status!: DecidedStatus;

  /** The regulator's site; its people alone see and decide it. */
  @Index('party_proposal_regulator')
  @Column({ name: 'regulator_site_id', type: 'uuid' })
  regulatorSiteId!: string;

  @ManyToOne(() => Site, { nullable: false })
  @JoinColumn({ name: 'regulator_site_id', foreignKeyConstraintName: 'party_proposal_regulator_fkey' })
  regulator?: Site;

  /** Whom it is about; of an admission, once it is approved. */
  @Column({ name: 'site_id', type: 'uuid', nullable: true })
  siteId!: string | null;

  @ManyToOne(() => Site)
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'party_proposal_site_fkey' })
  site?: Site | null;

  /** Of a site to admit, which is proposed once at a time. */
  @Column({ type: 'character', length: 13, nullable: true })
  gln!: string | null;

  /** What becomes of it once it is approved: the new site, or the new ledger id. */
  @Column({ type: 'jsonb', nullable: true })
  wish!: NewSite | NewLedgerId | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'proposed_by', type: 'uuid' })
  proposedBy!: string;

  @Column({ name: 'proposed_at', type: 'timestamptz' })
  proposedAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy!: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt!: Date | null;

  @Column({ name: 'decision_reason', type: 'text', nullable: true })
  decisionReason!: string | null;
}
