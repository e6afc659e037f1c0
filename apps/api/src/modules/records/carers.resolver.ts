import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { AskToCareInput, CareType } from './carers.graphql.js';
import { CarersService } from './carers.service.js';
import { ToldCarersService } from './told-carers.service.js';

/** The side of those who care for a patient: with a record of their own, and at no site. */
@Resolver()
export class CarersResolver {
  constructor(
    private readonly carers: CarersService,
    private readonly told: ToldCarersService,
  ) {}

  @Query(() => [CareType], { description: 'Whom the actor cares for, or asked to, latest first.' })
  @Allow('record.own')
  myCares(@CurrentActor() actor: Actor): Promise<CareType[]> {
    return this.carers.all(actor);
  }

  @Query(() => Boolean, { description: 'Whether those who care for the actor are told of emergencies.' })
  @Allow('record.own')
  carersTold(@CurrentActor() actor: Actor): Promise<boolean> {
    return this.told.wishes(actor);
  }

  @Mutation(() => Boolean, {
    description: 'Has those who care for the actor told of emergencies, or not. Gives what holds now.',
  })
  @Allow('record.own')
  async tellCarers(
    @CurrentActor() actor: Actor,
    @Args('told', { description: 'Whether they are told from now on.' }) told: boolean,
  ): Promise<boolean> {
    await this.told.wish(actor, told);
    return told;
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
