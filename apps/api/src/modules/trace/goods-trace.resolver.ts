import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DateTime, PageArgs, type Page } from '../../platform/graphql/index.js';
import { ContainerType, ShipmentType, type Container, type ShipmentView } from '../custody/index.js';
import { LotsQueries, ProductType, type Product } from '../lots/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import {
  GoodsHolderType,
  GoodsTraceType,
  TracedUnitConnection,
  TracedUnitType,
} from './goods-trace.graphql.js';
import { GoodsTraceReader, type GoodsView, type TracedUnit } from './goods-trace.reader.js';
import type { GoodsHolder } from './goods-trace.rules.js';

@Resolver(() => GoodsTraceType)
export class GoodsTraceResolver {
  constructor(
    private readonly reader: GoodsTraceReader,
    private readonly sites: SiteReader,
  ) {}

  @Query(() => GoodsTraceType, {
    nullable: true,
    description: 'What is in a container or shipment that was with you, and where it is now.',
  })
  @Allow('unit.trace')
  traceGoods(
    @CurrentActor() actor: Actor,
    @Args('code', { description: 'The SSCC of a container, or the number of a shipment.' }) code: string,
  ): Promise<GoodsView | null> {
    return this.reader.trace(actor, code);
  }

  @ResolveField(() => DateTime, { nullable: true, description: 'Of a container: when it was packed.' })
  packedAt(@Parent() { container }: GoodsView): Date | null {
    return container?.packedAt ?? null;
  }

  @ResolveField(() => SiteType, {
    nullable: true,
    description: 'Of a container: where it stands; null where that is not your site.',
  })
  async standsAt(@CurrentActor() actor: Actor, @Parent() { container }: GoodsView): Promise<SiteView | null> {
    const seen = actor.roles.includes('REGULATOR') || container?.siteId === actor.siteId;
    return container && seen ? this.sites.byId(container.siteId) : null;
  }

  @ResolveField(() => [ShipmentType], {
    description: 'Those that carried it from or to you, the last 100, in the order of time.',
  })
  shipments(@CurrentActor() actor: Actor, @Parent() view: GoodsView): Promise<ShipmentView[]> {
    return this.reader.shipmentsOf(actor, view);
  }

  @ResolveField(() => [ContainerType], {
    description: 'What is in it directly; of a shipment, what left as a whole.',
  })
  containers(@Parent() view: GoodsView): Promise<Container[]> {
    return this.reader.containersIn(view);
  }

  @ResolveField(() => [GoodsHolderType], {
    description: 'Who has its packs now: whoever has most comes first, and what you may not see last.',
  })
  holders(@CurrentActor() actor: Actor, @Parent() view: GoodsView): Promise<GoodsHolder[]> {
    return this.reader.holders(actor, view);
  }

  @ResolveField(() => TracedUnitConnection, { description: 'Its packs, in packing order.' })
  units(
    @CurrentActor() actor: Actor,
    @Parent() view: GoodsView,
    @Args() page: PageArgs,
  ): Promise<Page<TracedUnit>> {
    return this.reader.unitsOf(actor, view, page);
  }
}

@Resolver(() => GoodsHolderType)
export class GoodsHolderResolver {
  constructor(private readonly sites: SiteReader) {}

  @ResolveField(() => SiteType, { nullable: true, description: 'Null for all that you may not see.' })
  async site(@Parent() { holder }: GoodsHolder): Promise<SiteView | null> {
    return holder === null ? null : this.sites.byParty(holder);
  }

  @ResolveField(() => SiteType, { nullable: true, description: 'Whom they are on their way to.' })
  async to(@Parent() { receiver }: GoodsHolder): Promise<SiteView | null> {
    return receiver === null ? null : this.sites.byParty(receiver);
  }
}

@Resolver(() => TracedUnitType)
export class TracedUnitResolver {
  constructor(
    private readonly sites: SiteReader,
    private readonly lots: LotsQueries,
  ) {}

  @ResolveField(() => ProductType, { nullable: true, description: 'What it is.' })
  async product(@Parent() { lotId }: TracedUnit): Promise<Product | null> {
    const lot = await this.lots.lotById(lotId);
    return lot && this.lots.productById(lot.productId);
  }

  @ResolveField(() => SiteType, { nullable: true, description: 'Who has it; null where it is not with you.' })
  async holder(@Parent() { holder }: TracedUnit): Promise<SiteView | null> {
    return holder === null ? null : this.sites.byParty(holder);
  }

  @ResolveField(() => SiteType, { nullable: true, description: 'Whom it is on its way to.' })
  async to(@Parent() { receiver }: TracedUnit): Promise<SiteView | null> {
    return receiver === null ? null : this.sites.byParty(receiver);
  }
}
