import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { RefusalType } from './refusals.graphql.js';
import { RefusalsService } from './refusals.service.js';

@Resolver()
export class RefusalsResolver {
  constructor(private readonly refusals: RefusalsService) {}

  @Query(() => [RefusalType], {
    description: 'Whom the own record refuses which part without asking; newest first.',
  })
  @Allow('record.own')
  myAccessRefusals(@CurrentActor() actor: Actor): Promise<RefusalType[]> {
    return this.refusals.ofPatient(actor);
  }

  @Mutation(() => Boolean, { description: 'Lets the reader ask for that part again.' })
  @Allow('record.own')
  async takeBackRefusal(
    @CurrentActor() actor: Actor,
    @Args('refusalId', { type: () => ID, description: 'One of the own refusals.' }) refusalId: string,
  ): Promise<boolean> {
    await this.refusals.takeBack(actor, refusalId);
    return true;
  }
}
