import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  BeforeSecondFactor,
  CurrentActor,
  CurrentExchange,
  Fresh,
  type Actor,
  type Exchange,
} from '../../platform/access/index.js';
import { OwnAccountReader, type OwnFactors } from './own-account.reader.js';
import { NewTotpType, OwnFactorsType, StepUpInput } from './second-factor.graphql.js';
import { SecondFactorService, type NewTotp } from './second-factor.service.js';
import { StepUpService } from './step-up.service.js';

@Resolver()
export class SecondFactorResolver {
  constructor(
    private readonly factors: SecondFactorService,
    private readonly reader: OwnAccountReader,
    private readonly steps: StepUpService,
  ) {}

  @Query(() => OwnFactorsType, { description: 'What the user can show to prove who they are.' })
  @Allow('signed-in')
  @BeforeSecondFactor()
  myFactors(@CurrentActor() actor: Actor): Promise<OwnFactors> {
    return this.reader.factors(actor);
  }

  @Mutation(() => Boolean, {
    description:
      'Shows once more that it is the user, for operations that answer STEP_UP_NEEDED. Good for five minutes.',
  })
  @Allow('signed-in')
  @BeforeSecondFactor()
  async stepUp(
    @CurrentExchange() exchange: Exchange,
    @CurrentActor() actor: Actor,
    @Args('input') input: StepUpInput,
  ): Promise<boolean> {
    await this.steps.stepUp(exchange, actor, input);
    return true;
  }

  @Mutation(() => NewTotpType, { description: 'Makes a secret for an authenticator app.' })
  @Allow('signed-in')
  @BeforeSecondFactor()
  @Fresh()
  beginTotp(@CurrentActor() actor: Actor): Promise<NewTotp> {
    return this.factors.begin(actor);
  }

  @Mutation(() => [String], {
    description: 'Codes of the app are the second step from now on. Answers the recovery codes, this once.',
  })
  @Allow('signed-in')
  @BeforeSecondFactor()
  @Fresh()
  confirmTotp(
    @CurrentActor() actor: Actor,
    @Args('code', { type: () => String, description: 'Six digits that the app shows now.' }) code: string,
  ): Promise<string[]> {
    return this.factors.confirm(actor, code);
  }

  @Mutation(() => Boolean, { description: 'The password alone opens again.' })
  @Allow('signed-in')
  @Fresh()
  async removeTotp(@CurrentActor() actor: Actor): Promise<boolean> {
    await this.factors.remove(actor);
    return true;
  }

  @Mutation(() => [String], { description: 'New recovery codes, shown this once; those so far end.' })
  @Allow('signed-in')
  @Fresh()
  renewRecoveryCodes(@CurrentActor() actor: Actor): Promise<string[]> {
    return this.factors.renewCodes(actor);
  }
}
