import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  BeforeSecondFactor,
  CurrentActor,
  CurrentExchange,
  Fresh,
  type Actor,
  type Exchange,
} from '../../platform/access/index.js';
import { JsonScalar } from '../../platform/graphql/index.js';
import { PasskeyProof } from './passkey-proof.js';
import { AddPasskeyInput, PasskeySignInInput, PasskeyType } from './passkeys.graphql.js';
import { PasskeysService, type OwnPasskey } from './passkeys.service.js';
import { SessionType } from './session.graphql.js';
import { SessionReader } from './session.reader.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInService } from './sign-in.service.js';

@Resolver()
export class PasskeysResolver {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly proof: PasskeyProof,
    private readonly signIns: SignInService,
    private readonly reader: SessionReader,
    private readonly cookies: SignInCookies,
  ) {}

  @Query(() => [PasskeyType], { description: 'The user’s own passkeys.' })
  @Allow('signed-in')
  myPasskeys(@CurrentActor() actor: Actor): Promise<OwnPasskey[]> {
    return this.passkeys.list(actor);
  }

  @Mutation(() => JsonScalar, {
    description:
      'For navigator.credentials.get (PublicKeyCredentialRequestOptionsJSON), to sign in with a passkey.',
  })
  @Allow('public')
  passkeySignInOptions(@CurrentExchange() exchange: Exchange): Promise<unknown> {
    this.cookies.assertOwnOrigin(exchange.req);
    const terminalId = this.cookies.ensureTerminal(exchange);
    return this.proof.options('sign-in', { terminalId, sessionId: null });
  }

  @Mutation(() => SessionType, { description: 'A passkey is both steps at once.' })
  @Allow('public')
  async signInWithPasskey(
    @CurrentExchange() exchange: Exchange,
    @Args('input') input: PasskeySignInInput,
  ): Promise<SessionType> {
    return this.reader.sessionOf(exchange, await this.signIns.signInWithPasskey(exchange, input));
  }

  @Mutation(() => JsonScalar, {
    description: 'For navigator.credentials.get, to show with a passkey that it is the user (`stepUp`).',
  })
  @Allow('signed-in')
  @BeforeSecondFactor()
  passkeyStepUpOptions(
    @CurrentExchange() exchange: Exchange,
    @CurrentActor() actor: Actor,
  ): Promise<unknown> {
    return this.proof.options('step-up', this.cookies.askerOf(exchange, actor.sessionId));
  }

  @Mutation(() => JsonScalar, {
    description: 'For navigator.credentials.create (PublicKeyCredentialCreationOptionsJSON).',
  })
  @Allow('signed-in')
  @BeforeSecondFactor()
  @Fresh()
  beginPasskey(@CurrentExchange() exchange: Exchange, @CurrentActor() actor: Actor): Promise<unknown> {
    return this.passkeys.begin(actor, this.cookies.askerOf(exchange, actor.sessionId));
  }

  @Mutation(() => PasskeyType, { description: 'Keeps a passkey that the browser made.' })
  @Allow('signed-in')
  @BeforeSecondFactor()
  @Fresh()
  addPasskey(
    @CurrentExchange() exchange: Exchange,
    @CurrentActor() actor: Actor,
    @Args('input') { name, response }: AddPasskeyInput,
  ): Promise<OwnPasskey> {
    return this.passkeys.add(actor, this.cookies.askerOf(exchange, actor.sessionId), name, response);
  }

  @Mutation(() => PasskeyType, { description: 'Gives a passkey another name.' })
  @Allow('signed-in')
  renamePasskey(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'One of `myPasskeys`.' }) id: string,
    @Args('name', { type: () => String, description: '1 to 60 characters.' }) name: string,
  ): Promise<OwnPasskey> {
    return this.passkeys.rename(actor, id, name);
  }

  @Mutation(() => Boolean, { description: 'The passkey opens nothing any more.' })
  @Allow('signed-in')
  @Fresh()
  async removePasskey(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'One of `myPasskeys`.' }) id: string,
  ): Promise<boolean> {
    await this.passkeys.remove(actor, id);
    return true;
  }
}
