import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActorSource } from '../../platform/access/index.js';
import { PartiesModule } from '../parties/index.js';
import { OwnAccountReader } from './own-account.reader.js';
import { OwnAccountResolver } from './own-account.resolver.js';
import { OwnAccountService } from './own-account.service.js';
import { PasswordProof } from './password-proof.js';
import { PeopleService } from './people.service.js';
import { SessionActorSource } from './session-actor-source.js';
import { SessionHousekeeping } from './session-housekeeping.job.js';
import { Session } from './session.entity.js';
import { SessionReader } from './session.reader.js';
import { SessionStore } from './session.store.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignInResolver } from './sign-in.resolver.js';
import { SignInService } from './sign-in.service.js';
import { TerminalService } from './terminal.service.js';

@Module({
  imports: [PartiesModule, TypeOrmModule.forFeature([Session])],
  providers: [
    { provide: ActorSource, useClass: SessionActorSource },
    OwnAccountReader,
    OwnAccountResolver,
    OwnAccountService,
    PasswordProof,
    PeopleService,
    SessionHousekeeping,
    SessionReader,
    SessionStore,
    SignInCookies,
    SignInResolver,
    SignInService,
    SignInThrottle,
    TerminalService,
  ],
  exports: [ActorSource, PeopleService],
})
export class IdentityModule {}
