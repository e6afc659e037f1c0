import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  CurrentActor,
  CurrentExchange,
  Fresh,
  type Actor,
  type Exchange,
} from '../../platform/access/index.js';
import { ChangePasswordInput, OwnSessionType } from './own-account.graphql.js';
import { OwnAccountReader, type OwnSession } from './own-account.reader.js';
import { OwnAccountService } from './own-account.service.js';

@Resolver()
export class OwnAccountResolver {
  constructor(
    private readonly account: OwnAccountService,
    private readonly reader: OwnAccountReader,
  ) {}

  @Query(() => [OwnSessionType], { description: 'Where the user is signed in: this browser first.' })
  @Allow('signed-in')
  mySessions(@CurrentActor() actor: Actor): Promise<OwnSession[]> {
    return this.reader.sessions(actor);
  }

  @Mutation(() => Boolean, { description: 'Signs the user out of one browser.' })
  @Allow('signed-in')
  async endSession(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'One of `mySessions`.' }) id: string,
  ): Promise<boolean> {
    await this.account.endSession(actor, id);
    return true;
  }

  @Mutation(() => Int, {
    description: 'Signs the user out everywhere but here: how many browsers that were.',
  })
  @Allow('signed-in')
  endOtherSessions(@CurrentActor() actor: Actor): Promise<number> {
    return this.account.endOtherSessions(actor);
  }

  @Mutation(() => Int, {
    description: 'Changes the password and signs out everywhere but here: how many browsers that were.',
  })
  @Allow('signed-in')
  changePassword(
    @CurrentExchange() exchange: Exchange,
    @CurrentActor() actor: Actor,
    @Args('input') input: ChangePasswordInput,
  ): Promise<number> {
    return this.account.changePassword(exchange, actor, input);
  }

  @Mutation(() => Boolean, { description: 'Gives an account a password that has passkeys alone.' })
  @Allow('signed-in')
  @Fresh()
  async setFirstPassword(
    @CurrentActor() actor: Actor,
    @Args('password', {
      type: () => String,
      description: '15 to 200 characters, none that is easily guessed.',
    })
    password: string,
  ): Promise<boolean> {
    await this.account.setFirstPassword(actor, password);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Sets the PIN for switching on shared terminals.' })
  @Allow('signed-in')
  async setPin(
    @CurrentExchange() exchange: Exchange,
    @CurrentActor() actor: Actor,
    @Args('pin', { type: () => String, description: 'Six digits that are not easily guessed.' }) pin: string,
    @Args('password', { type: () => String, description: 'The person’s own.' }) password: string,
  ): Promise<boolean> {
    await this.account.setPin(exchange, actor, pin, password);
    return true;
  }
}
