import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  BeforeSecondFactor,
  CurrentActor,
  CurrentExchange,
  MaybeActor,
  NO_SITE,
  type Actor,
  type Exchange,
} from '../../platform/access/index.js';
import {
  DemoAccountType,
  OperatorType,
  SessionType,
  SignInInput,
  SwitchOperatorInput,
} from './session.graphql.js';
import { SessionReader } from './session.reader.js';
import { SignInService } from './sign-in.service.js';
import { TerminalService, type Operator } from './terminal.service.js';

@Resolver()
export class SignInResolver {
  constructor(
    private readonly reader: SessionReader,
    private readonly signIns: SignInService,
    private readonly terminals: TerminalService,
  ) {}

  @Query(() => SessionType, {
    nullable: true,
    description: 'Who is signed in at a site: null for a stranger, and for a patient.',
  })
  @Allow('public')
  async me(
    @CurrentExchange() exchange: Exchange,
    @MaybeActor() actor: Actor | null,
  ): Promise<SessionType | null> {
    return actor && actor.siteId !== NO_SITE ? this.reader.sessionOf(exchange, actor) : null;
  }

  @Query(() => [DemoAccountType], { description: 'In demo mode the accounts to try, else none.' })
  @Allow('public')
  demoAccounts(): Promise<DemoAccountType[]> {
    return this.reader.demoAccounts();
  }

  @Query(() => [OperatorType], { description: 'Who can switch to themselves on this terminal with a PIN.' })
  @Allow('public')
  terminalOperators(@CurrentExchange() exchange: Exchange): Promise<Operator[]> {
    return this.terminals.operators(exchange);
  }

  @Mutation(() => SessionType, {
    description: 'Opens a session at this browser; with a second step set up, `confirmSignIn` follows.',
  })
  @Allow('public')
  async signIn(
    @CurrentExchange() exchange: Exchange,
    @Args('input') input: SignInInput,
  ): Promise<SessionType> {
    return this.reader.sessionOf(exchange, await this.signIns.signIn(exchange, input));
  }

  @Mutation(() => SessionType, {
    description:
      'The second step, after `signIn` was refused with SECOND_STEP_NEEDED: a code, or a recovery code.',
  })
  @Allow('public')
  async confirmSignIn(
    @CurrentExchange() exchange: Exchange,
    @Args('code', {
      type: () => String,
      description: 'Six digits of the authenticator app, or a recovery code.',
    })
    code: string,
  ): Promise<SessionType> {
    return this.reader.sessionOf(exchange, await this.signIns.confirm(exchange, code));
  }

  @Mutation(() => Boolean, { description: 'Ends the session. The other operators of the terminal stay.' })
  @Allow('public')
  async signOut(@CurrentExchange() exchange: Exchange, @MaybeActor() actor: Actor | null): Promise<boolean> {
    await this.signIns.signOut(exchange, actor);
    return true;
  }

  @Mutation(() => SessionType, { description: 'Goes on at another site of the user.' })
  @Allow('signed-in')
  async selectSite(
    @CurrentExchange() exchange: Exchange,
    @CurrentActor() actor: Actor,
    @Args('siteId', { type: () => ID, description: 'One of `me.sites`.' }) siteId: string,
  ): Promise<SessionType> {
    return this.reader.sessionOf(exchange, await this.signIns.selectSite(exchange, actor, siteId));
  }

  @Mutation(() => Boolean, { description: 'Locks the terminal: who has a PIN goes on with it.' })
  @Allow('signed-in')
  @BeforeSecondFactor()
  async lockTerminal(@CurrentExchange() exchange: Exchange, @CurrentActor() actor: Actor): Promise<boolean> {
    await this.terminals.lock(exchange, actor);
    return true;
  }

  @Mutation(() => SessionType, { description: 'Another operator of this terminal goes on, with the PIN.' })
  @Allow('public')
  async switchOperator(
    @CurrentExchange() exchange: Exchange,
    @Args('input') { userId, pin }: SwitchOperatorInput,
  ): Promise<SessionType> {
    return this.reader.sessionOf(exchange, await this.terminals.switchOperator(exchange, userId, pin));
  }
}
