import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { LotsQueries, LotType, type Lot } from '../lots/index.js';
import { LotOrdersService } from './lot-orders.service.js';
import type { Recall } from './recall.entity.js';
import { LotOrderInput, RecallType } from './recalls.graphql.js';
import { RecallsReader } from './recalls.reader.js';

@Resolver(() => LotType)
export class LotOrdersResolver {
  constructor(
    private readonly service: LotOrdersService,
    private readonly reader: RecallsReader,
    private readonly lots: LotsQueries,
  ) {}

  @Mutation(() => LotType, { description: 'Stops supply and movement at every site, until it is released.' })
  @Allow('lot.hold')
  async holdLot(@CurrentActor() actor: Actor, @Args('input') input: LotOrderInput): Promise<Lot | null> {
    return this.lots.lotById(await this.service.hold(actor, input));
  }

  @Mutation(() => LotType, { description: 'Lifts your hold; that of another side may remain.' })
  @Allow('lot.release')
  async releaseLot(@CurrentActor() actor: Actor, @Args('input') input: LotOrderInput): Promise<Lot | null> {
    return this.lots.lotById(await this.service.release(actor, input));
  }

  @ResolveField(() => RecallType, { nullable: true, description: 'The recall or withdrawal that stands.' })
  recall(@Parent() { id }: Lot): Promise<Recall | null> {
    return this.reader.ofLot(id);
  }

  @ResolveField(() => String, { nullable: true, description: 'Why it is on hold.' })
  heldReason(@Parent() { id }: Lot): Promise<string | null> {
    return this.reader.heldReasonOf(id);
  }

  @ResolveField(() => Boolean, { description: 'Your site holds it, and can release its own hold.' })
  async heldByYou(@CurrentActor() actor: Actor, @Parent() { id }: Lot): Promise<boolean> {
    return (await this.reader.holdersOf(id)).includes(actor.siteId);
  }
}
