import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Gtin } from '@custodia/gs1';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { GtinScalar } from '../../platform/graphql/index.js';
import { ContainerType, type Container } from '../custody/index.js';
import { ProductType, type Product } from '../lots/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import { TraceHopType, TraceType } from './trace.graphql.js';
import { TraceReader, type TraceView } from './trace.reader.js';
import type { Hop } from './trace.rules.js';

@Resolver(() => TraceType)
export class TraceResolver {
  constructor(private readonly reader: TraceReader) {}

  @Query(() => TraceType, {
    nullable: true,
    description: 'The way of a pack: all of it for the regulator, your own part of it for others.',
  })
  @Allow('unit.trace')
  trace(
    @CurrentActor() actor: Actor,
    @Args('gtin', { type: () => GtinScalar, description: '14 digits with their check digit.' }) gtin: Gtin,
    @Args('serial', { type: () => String, description: 'AI 21.' }) serial: string,
    @Args('lot', {
      type: () => String,
      nullable: true,
      description: 'AI 10, where the serial is in several lots.',
    })
    lot?: string,
  ): Promise<TraceView | null> {
    return this.reader.trace(actor, { gtin, serial, lot });
  }

  @ResolveField(() => ProductType, { description: 'What it is.' })
  product(@Parent() { product }: TraceView): Product {
    return product;
  }

  @ResolveField(() => [ContainerType], {
    description: 'What it lies in now, as far as you may see it: the carton, then the pallet.',
  })
  containers(@Parent() { containers }: TraceView): readonly Container[] {
    return containers;
  }
}

@Resolver(() => TraceHopType)
export class TraceHopResolver {
  constructor(private readonly sites: SiteReader) {}

  @ResolveField(() => SiteType, { nullable: true, description: 'Who acted.' })
  async site(@Parent() { party }: Hop): Promise<SiteView | null> {
    return party === null ? null : this.sites.byParty(party);
  }

  @ResolveField(() => SiteType, { nullable: true, description: 'Whom it went to, or was taken over from.' })
  async to(@Parent() { other }: Hop): Promise<SiteView | null> {
    return other === null ? null : this.sites.byParty(other);
  }
}
