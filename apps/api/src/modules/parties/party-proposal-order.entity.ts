import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { PartyProposal } from './party-proposal.entity.js';

/** What a proposal asks the ledger for, one for each ledger id that it is about. */
@Entity({ name: 'party_proposal_order' })
export class PartyProposalOrder {
  @PrimaryColumn({ name: 'proposal_id', type: 'uuid', primaryKeyConstraintName: 'party_proposal_order_pkey' })
  proposalId!: string;

  @ManyToOne(() => PartyProposal, { nullable: false })
  @JoinColumn({ name: 'proposal_id', foreignKeyConstraintName: 'party_proposal_order_fkey' })
  proposal?: PartyProposal;

  @PrimaryColumn({ name: 'party_id', type: 'int8', primaryKeyConstraintName: 'party_proposal_order_pkey' })
  partyId!: number;

  @Column({ name: 'proposal_operation_id', type: 'uuid' })
  proposalOperationId!: string;

  /** The approval, or the retraction. */
  @Column({ name: 'decision_operation_id', type: 'uuid', nullable: true })
  decisionOperationId!: string | null;
}
