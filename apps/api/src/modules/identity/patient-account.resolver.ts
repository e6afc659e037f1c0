import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import {
  Allow,
  CurrentExchange,
  MaybeActor,
  NO_SITE,
  type Actor,
  type Exchange,
} from '../../platform/access/index.js';
import { PatientSessionType, PatientSignInInput, SignUpInput } from './patient-account.graphql.js';
import { PatientAccountService } from './patient-account.service.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInService } from './sign-in.service.js';

@Resolver()
export class PatientAccountResolver {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly cookies: SignInCookies,
    private readonly accounts: PatientAccountService,
    private readonly signIns: SignInService,
  ) {}

  @Query(() => PatientSessionType, {
    nullable: true,
    description: 'The patient who is signed in: null for a stranger, and for people at work.',
  })
  @Allow('public')
  async patient(
    @CurrentExchange() exchange: Exchange,
    @MaybeActor() actor: Actor | null,
  ): Promise<PatientSessionType | null> {
    return actor && actor.siteId === NO_SITE ? this.sessionOf(exchange, actor) : null;
  }

  @Mutation(() => PatientSessionType, { description: 'Opens an account to keep a record in.' })
  @Allow('public')
  async signUp(
    @CurrentExchange() exchange: Exchange,
    @Args('input') input: SignUpInput,
  ): Promise<PatientSessionType> {
    const { email, password, locale } = input;
    return this.sessionOf(exchange, await this.accounts.signUp(exchange, { email, password, locale }));
  }

  @Mutation(() => PatientSessionType, { description: 'Opens a patient’s session at this browser.' })
  @Allow('public')
  async signInPatient(
    @CurrentExchange() exchange: Exchange,
    @Args('input') input: PatientSignInInput,
  ): Promise<PatientSessionType> {
    return this.sessionOf(exchange, await this.signIns.signIn(exchange, input, 'patient'));
  }

  @Mutation(() => PatientSessionType, {
    description: 'The second step, after `signInPatient` was refused with SECOND_STEP_NEEDED.',
  })
  @Allow('public')
  async confirmPatientSignIn(
    @CurrentExchange() exchange: Exchange,
    @Args('code', { type: () => String, description: 'The code of the second step.' }) code: string,
  ): Promise<PatientSessionType> {
    return this.sessionOf(exchange, await this.signIns.confirm(exchange, code, 'patient'));
  }

  private async sessionOf(exchange: Exchange, { userId }: Actor): Promise<PatientSessionType> {
    const [user] = await this.database.query<[{ id: string; email: string }]>(
      'SELECT id, email FROM app_user WHERE id = $1',
      [userId],
    );
    const csrf = this.cookies.csrfToken(this.cookies.ensureTerminal(exchange));
    return { ...user, csrf, demo: this.config.demo };
  }
}
