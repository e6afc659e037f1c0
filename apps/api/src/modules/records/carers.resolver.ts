import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { AskToCareInput, CareType } from './carers.graphql.js';
import { CarersService } from './carers.service.js';

/** The side of those who care for a patient: with a record of their own, and at no site. */
@Resolver()
export class CarersResolver {
  constructor(private readonly carers: CarersService) {}

  @Query(() => [CareType], { description: 'Whom the actor cares for, or asked to, latest first.' })
  @Allow('record.own')
  myCares(@CurrentActor() actor: Actor): Promise<CareType[]> {
    return this.carers.all(actor);
  }

  @Mutation(() => ID, {
    description:
      'Takes the code that a patient shows, and asks to read for them; RECORD_CODE_WRONG, NOT_SHARED.',
  })
  @Allow('record.own')
  askToCare(@CurrentActor() actor: Actor, @Args('input') input: AskToCareInput): Promise<string> {
    return this.carers.ask(actor, input);
  }
}
