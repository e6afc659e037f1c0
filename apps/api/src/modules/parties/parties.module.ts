import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActorSource } from '../../platform/access/index.js';
import { ActorReader } from './actor.reader.js';
import { AppUser } from './app-user.entity.js';
import { Membership } from './membership.entity.js';
import { Organisation } from './organisation.entity.js';
import { PartyOrdersResolver } from './party-orders.resolver.js';
import { PartyOrdersService } from './party-orders.service.js';
import { PartyRegister } from './party-register.js';
import { Party } from './party.entity.js';
import { PeopleService } from './people.service.js';
import { SessionActorSource } from './session-actor-source.js';
import { Session } from './session.entity.js';
import { SessionHousekeeping } from './session-housekeeping.job.js';
import { SessionReader } from './session.reader.js';
import { SessionStore } from './session.store.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignInResolver } from './sign-in.resolver.js';
import { SignInService } from './sign-in.service.js';
import { Site } from './site.entity.js';
import { SiteReader } from './site.reader.js';
import { SitesResolver } from './sites.resolver.js';
import { TerminalService } from './terminal.service.js';
import { UserNames } from './user-names.js';

@Module({
  imports: [TypeOrmModule.forFeature([AppUser, Membership, Organisation, Party, Session, Site])],
  providers: [
    { provide: ActorSource, useClass: SessionActorSource },
    ActorReader,
    PartyOrdersResolver,
    PartyOrdersService,
    PartyRegister,
    PeopleService,
    SessionHousekeeping,
    SessionReader,
    SessionStore,
    SignInCookies,
    SignInResolver,
    SignInService,
    SignInThrottle,
    SiteReader,
    SitesResolver,
    TerminalService,
    UserNames,
  ],
  exports: [
    ActorSource,
    ActorReader,
    PartyOrdersService,
    PartyRegister,
    PeopleService,
    SiteReader,
    UserNames,
  ],
})
export class PartiesModule {}
