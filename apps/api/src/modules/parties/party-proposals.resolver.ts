import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import { PageArgs, type Page } from '../../platform/graphql/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { AddLedgerIdInput, AdmitPartyInput, PartyOrderInput } from './party.graphql.js';
import {
  ApprovePartyProposalInput,
  EndPartyProposalInput,
  PartyProposalConnection,
  PartyProposalType,
} from './party-proposal.graphql.js';
import { PartyProposalsReader, type ProposalView } from './party-proposals.reader.js';
import { PartyProposalsService } from './party-proposals.service.js';
import { SiteType } from './site.graphql.js';
import { SiteReader, type SiteView } from './site.reader.js';
import { UserNames } from './user-names.js';

@Resolver(() => PartyProposalType)
export class PartyProposalsResolver {
  constructor(
    private readonly reader: PartyProposalsReader,
    private readonly service: PartyProposalsService,
    private readonly sites: SiteReader,
    private readonly users: UserNames,
    private readonly operations: OperationReader,
  ) {}

  @Query(() => PartyProposalConnection, {
    description: 'What people of your site proposed and the ledger does not have, newest first.',
  })
  @Allow('party.read')
  partyProposals(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<ProposalView>> {
    return this.reader.list(actor, page);
  }

  @Query(() => PartyProposalType, {
    nullable: true,
    description: 'A proposal of your site; null where there is none.',
  })
  @Allow('party.read')
  partyProposal(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The proposal’s id.' }) id: string,
  ): Promise<ProposalView | null> {
    return this.reader.byId(actor, id);
  }

  @Mutation(() => PartyProposalType, {
    description: 'Proposes to admit a site that this node will host: a second person approves it.',
  })
  @Allow('party.admit')
  @Fresh()
  async proposeAdmission(
    @CurrentActor() actor: Actor,
    @Args('input') input: AdmitPartyInput,
  ): Promise<ProposalView | null> {
    return this.reader.byId(actor, await this.service.proposeAdmission(actor, input));
  }

  @Mutation(() => PartyProposalType, {
    description:
      'Proposes one more ledger id for a site, so that who follows one of them does not see all that the site does.',
  })
  @Allow('party.admit')
  @Fresh()
  async proposeLedgerId(
    @CurrentActor() actor: Actor,
    @Args('input') input: AddLedgerIdInput,
  ): Promise<ProposalView | null> {
    return this.reader.byId(actor, await this.service.proposeLedgerId(actor, input));
  }

  @Mutation(() => PartyProposalType, { description: 'Proposes to let a suspended site act again.' })
  @Allow('party.reinstate')
  @Fresh()
  async proposeReinstatement(
    @CurrentActor() actor: Actor,
    @Args('input') input: PartyOrderInput,
  ): Promise<ProposalView | null> {
    return this.reader.byId(actor, await this.service.proposeReinstatement(actor, input));
  }

  @Mutation(() => PartyProposalType, { description: 'The second signature, by another person.' })
  @Allow('party.approve')
  @Fresh()
  async approvePartyProposal(
    @CurrentActor() actor: Actor,
    @Args('input') input: ApprovePartyProposalInput,
  ): Promise<ProposalView | null> {
    return this.reader.byId(actor, await this.service.approve(actor, input));
  }

  @Mutation(() => PartyProposalType, {
    description: 'Takes back what you proposed, or refuses what somebody else did.',
  })
  @Allow('party.approve')
  @Fresh()
  async endPartyProposal(
    @CurrentActor() actor: Actor,
    @Args('input') input: EndPartyProposalInput,
  ): Promise<ProposalView | null> {
    return this.reader.byId(actor, await this.service.end(actor, input));
  }

  @ResolveField(() => SiteType, {
    nullable: true,
    description: 'Whom it is about; null for a site that is not approved yet.',
  })
  site(@Parent() { siteId }: ProposalView): Promise<SiteView | null> | null {
    return siteId === null ? null : this.sites.byId(siteId);
  }

  @ResolveField(() => Boolean, { description: 'You proposed it yourself: another person approves it.' })
  own(@CurrentActor() actor: Actor, @Parent() { proposedById }: ProposalView): boolean {
    return proposedById === actor.userId;
  }

  @ResolveField(() => String, { nullable: true, description: 'The name of the first person.' })
  proposedBy(@Parent() { proposedById }: ProposalView): Promise<string | null> {
    return this.users.nameOf(proposedById);
  }

  @ResolveField(() => String, { nullable: true, description: 'The name of who decided it; null until then.' })
  decidedBy(@Parent() { decidedById }: ProposalView): Promise<string | null> | null {
    return decidedById === null ? null : this.users.nameOf(decidedById);
  }

  @ResolveField(() => OperationType, { nullable: true, description: 'Its latest call of the ledger.' })
  async operation(@Parent() { operationId }: ProposalView): Promise<Operation | null> {
    return operationId === null ? null : this.operations.byId(operationId);
  }
}
