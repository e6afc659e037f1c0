import type { SiteRole } from '@custodia/access';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, GlnScalar, wordEnum } from '../../platform/graphql/index.js';
import { PROPOSAL_KINDS, type ProposalKind } from './party-proposal.entity.js';
import { SiteRoleEnum } from './site.graphql.js';

export const PartyProposalKindEnum = wordEnum('PartyProposalKind', PROPOSAL_KINDS, 'What is proposed.', {
  ADMISSION: 'To admit a site.',
  LEDGER_ID: 'To give a site one more ledger id.',
  REINSTATEMENT: 'To let a suspended site act again.',
});

export const PROPOSAL_STATUSES = [
  'PROPOSED',
  'APPROVED',
  'DONE',
  'FAILED',
  'REFUSED',
  'WITHDRAWN',
  'EXPIRED',
] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];
export const PartyProposalStatusEnum = wordEnum(
  'PartyProposalStatus',
  PROPOSAL_STATUSES,
  'PROPOSED waits for a second person.',
  {
    PROPOSED: 'Waits for a second person.',
    APPROVED: 'Both have signed; the ledger does not have it yet.',
    DONE: 'The ledger has it.',
    FAILED: 'The ledger refused it; the operation says why.',
    REFUSED: 'The second person said no.',
    WITHDRAWN: 'Taken back by who proposed it.',
    EXPIRED: 'Nobody approved it within fourteen days.',
  },
);

@ObjectType('PartyProposal', { description: 'An order about a site that takes two people of the regulator.' })
export class PartyProposalType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => PartyProposalKindEnum, { description: 'What is proposed.' })
  kind!: ProposalKind;

  @Field(() => PartyProposalStatusEnum, { description: 'What became of it.' })
  status!: ProposalStatus;

  @Field(() => String, { description: 'The name of the site.' })
  name!: string;

  @Field(() => String, { description: 'The name of its company or authority.' })
  organisation!: string;

  @Field(() => GlnScalar, { description: 'The GLN of the site.' })
  gln!: string;

  @Field(() => [SiteRoleEnum], {
    description: 'The roles that it gets; of a reinstatement, those that it has.',
  })
  roles!: SiteRole[];

  @Field(() => String, { description: 'The code of the market profile.' })
  market!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country!: string;

  @Field(() => String, { nullable: true, description: 'Null where it was not given.' })
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'What a further ledger id is for; else null.' })
  purpose!: string | null;

  @Field(() => String, { nullable: true, description: 'Why a site is to be reinstated; else null.' })
  reason!: string | null;

  @Field(() => DateTime, { description: 'When the first person asked for it.' })
  proposedAt!: Date;

  @Field(() => DateTime, { description: 'Until when it can be approved.' })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was approved, refused or taken back.' })
  decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused or taken back.' })
  decisionReason!: string | null;
}

export const PartyProposalConnection = Connection('PartyProposal', () => PartyProposalType);

@InputType({ description: 'A proposal to approve.' })
export class ApprovePartyProposalInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A proposal of somebody else at your site.' })
  proposalId!: string;
}

@InputType({ description: 'A proposal that shall not become true.' })
export class EndPartyProposalInput extends ApprovePartyProposalInput {
  @Field(() => String, { description: 'Not empty; who proposed it reads it.' })
  reason!: string;
}
