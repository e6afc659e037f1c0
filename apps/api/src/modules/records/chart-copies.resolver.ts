import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { ChartCopyType, TakeCopyInput } from './chart-copies.graphql.js';
import { ChartCopiesService } from './chart-copies.service.js';

/** What a site keeps of what it relied on. */
@Resolver()
export class ChartCopiesResolver {
  constructor(private readonly copies: ChartCopiesService) {}

  @Query(() => [ChartCopyType], { description: 'The copies in the site’s own chart, newest first.' })
  @Allow('record.read')
  chartCopies(@CurrentActor() actor: Actor): Promise<ChartCopyType[]> {
    return this.copies.ofSite(actor);
  }

  @Query(() => [ChartCopyType], { description: 'Copies that sites took of the own record, newest first.' })
  @Allow('record.own')
  myCopies(@CurrentActor() actor: Actor): Promise<ChartCopyType[]> {
    return this.copies.ofPatient(actor);
  }

  @Mutation(() => ID, { description: 'Takes a copy of what was relied on into the site’s own chart.' })
  @Allow('record.copy')
  takeCopy(@CurrentActor() actor: Actor, @Args('input') input: TakeCopyInput): Promise<string> {
    return this.copies.take(actor, input);
  }

  @Mutation(() => String, {
    description: 'What a copy holds, a JSON list of FHIR resources. Every look is in the audit trail.',
  })
  @Allow('record.copy')
  openCopy(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'A copy in the site’s own chart.' }) id: string,
  ): Promise<string> {
    return this.copies.open(actor, id);
  }
}
