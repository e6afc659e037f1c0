import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActorSource } from '../../platform/access/index.js';
import { MachinesModule } from '../machines/index.js';
import { PartiesModule } from '../parties/index.js';
import { CodeProof } from './code-proof.js';
import { InvitationsService } from './invitations.service.js';
import { InvitePersonCommand } from './invite-person.command.js';
import { MembersService } from './members.service.js';
import { OwnAccountReader } from './own-account.reader.js';
import { OwnAccountResolver } from './own-account.resolver.js';
import { OwnAccountService } from './own-account.service.js';
import { PasskeyChallengeStore } from './passkey-challenge.store.js';
import { PasskeyProof } from './passkey-proof.js';
import { PasskeysResolver } from './passkeys.resolver.js';
import { PasskeysService } from './passkeys.service.js';
import { PatientAccountResolver } from './patient-account.resolver.js';
import { PatientAccountService } from './patient-account.service.js';
import { PasswordProof } from './password-proof.js';
import { PeopleReader } from './people.reader.js';
import { PeopleResolver } from './people.resolver.js';
import { PeopleService } from './people.service.js';
import { PendingSignInStore } from './pending-sign-in.store.js';
import { SecondFactorResolver } from './second-factor.resolver.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionActorSource } from './session-actor-source.js';
import { SessionHousekeeping } from './session-housekeeping.job.js';
import { Session } from './session.entity.js';
import { SessionReader } from './session.reader.js';
import { SessionStore } from './session.store.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignInResolver } from './sign-in.resolver.js';
import { SignInService } from './sign-in.service.js';
import { StepUpService } from './step-up.service.js';
import { TerminalService } from './terminal.service.js';
import { Tokens } from './token.js';

@Module({
  imports: [MachinesModule, PartiesModule, TypeOrmModule.forFeature([Session])],
  providers: [
    { provide: ActorSource, useClass: SessionActorSource },
    CodeProof,
    InvitationsService,
    InvitePersonCommand,
    MembersService,
    OwnAccountReader,
    OwnAccountResolver,
    OwnAccountService,
    PasskeyChallengeStore,
    PasskeyProof,
    PasskeysResolver,
    PasskeysService,
    PasswordProof,
    PatientAccountResolver,
    PatientAccountService,
    PendingSignInStore,
    PeopleReader,
    PeopleResolver,
    PeopleService,
    SecondFactorResolver,
    SecondFactorService,
    SessionHousekeeping,
    SessionReader,
    SessionStore,
    SignInCookies,
    SignInResolver,
    SignInService,
    SignInThrottle,
    StepUpService,
    TerminalService,
    Tokens,
  ],
  exports: [ActorSource, PatientAccountService, PeopleService],
})
export class IdentityModule {}
