import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { LetCarerAnswerInput } from './mandates.graphql.js';
import { MandatesService } from './mandates.service.js';
import { RevokeAccessInput } from './records.graphql.js';

/** Which carers answer in a patient's stead: the patient's to say. */
@Resolver()
export class MandatesResolver {
  constructor(private readonly mandates: MandatesService) {}

  @Mutation(() => Boolean, {
    description:
      'Lets a carer answer requests for the parts that the carer reads, and for no longer; NOT_FOUND where nothing stands.',
  })
  @Allow('record.own')
  async letCarerAnswer(
    @CurrentActor() actor: Actor,
    @Args('input') input: LetCarerAnswerInput,
  ): Promise<boolean> {
    await this.mandates.let(actor, input);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'From now on the carer answers nothing. Relays that to the ledger; the nodes get it from the device.',
  })
  @Allow('record.own')
  async endCarerAnswers(
    @CurrentActor() actor: Actor,
    @Args('input') input: RevokeAccessInput,
  ): Promise<boolean> {
    await this.mandates.end(actor, input.requestId, input.revocation);
    return true;
  }
}
