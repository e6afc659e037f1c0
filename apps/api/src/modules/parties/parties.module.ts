import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActorReader } from './actor.reader.js';
import { AppUser } from './app-user.entity.js';
import { LedgerIdReader } from './ledger-id.reader.js';
import { Membership } from './membership.entity.js';
import { Organisation } from './organisation.entity.js';
import { PartyOrdersResolver } from './party-orders.resolver.js';
import { PartyOrdersService } from './party-orders.service.js';
import { NodeKeys } from './node-keys.js';
import { PartyProposal } from './party-proposal.entity.js';
import { PartyProposalOrder } from './party-proposal-order.entity.js';
import { PartyProposalsReader } from './party-proposals.reader.js';
import { PartyProposalsResolver } from './party-proposals.resolver.js';
import { PartyProposalsService } from './party-proposals.service.js';
import { PartyRegister } from './party-register.js';
import { Party } from './party.entity.js';
import { ProposalSettlement } from './proposal-settlement.js';
import { Site } from './site.entity.js';
import { SiteReader } from './site.reader.js';
import { SiteStanding } from './site-standing.js';
import { SitesResolver } from './sites.resolver.js';
import { UserNames } from './user-names.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      AppUser,
      Membership,
      Organisation,
      Party,
      PartyProposal,
      PartyProposalOrder,
      Site,
    ]),
  ],
  providers: [
    ActorReader,
    LedgerIdReader,
    NodeKeys,
    PartyOrdersResolver,
    PartyOrdersService,
    PartyProposalsReader,
    PartyProposalsResolver,
    PartyProposalsService,
    PartyRegister,
    ProposalSettlement,
    SiteReader,
    SiteStanding,
    SitesResolver,
    UserNames,
  ],
  exports: [ActorReader, LedgerIdReader, PartyProposalsService, PartyRegister, SiteReader, UserNames],
})
export class PartiesModule {}
