import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActorReader } from './actor.reader.js';
import { AppUser } from './app-user.entity.js';
import { LedgerIdReader } from './ledger-id.reader.js';
import { MarketProfiles } from './market-profiles.js';
import { Membership } from './membership.entity.js';
import { Organisation } from './organisation.entity.js';
import { PartyOrdersResolver } from './party-orders.resolver.js';
import { PartyOrdersService } from './party-orders.service.js';
import { PartyRegister } from './party-register.js';
import { Party } from './party.entity.js';
import { Site } from './site.entity.js';
import { SiteReader } from './site.reader.js';
import { SitesResolver } from './sites.resolver.js';
import { UserNames } from './user-names.js';

@Module({
  imports: [TypeOrmModule.forFeature([AppUser, Membership, Organisation, Party, Site])],
  providers: [
    ActorReader,
    LedgerIdReader,
    MarketProfiles,
    PartyOrdersResolver,
    PartyOrdersService,
    PartyRegister,
    SiteReader,
    SitesResolver,
    UserNames,
  ],
  exports: [
    ActorReader,
    LedgerIdReader,
    MarketProfiles,
    PartyOrdersService,
    PartyRegister,
    SiteReader,
    UserNames,
  ],
})
export class PartiesModule {}
