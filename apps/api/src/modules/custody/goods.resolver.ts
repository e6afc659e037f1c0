import type { Sscc } from '@custodia/gs1';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import {
  CalendarDate,
  DateTime,
  PageArgs,
  SsccScalar,
  withoutNulls,
  type Page,
} from '../../platform/graphql/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { LotsQueries, RunType, type Run } from '../lots/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import type { Container } from './container.entity.js';
import { ContainersQueries } from './containers.queries.js';
import type { PackedRange } from './containers.store.js';
import {
  ContainerConnection,
  ContainerRangeType,
  ContainerType,
  HeldPackType,
  HoldingConnection,
  HoldingType,
  OpenContainerInput,
  PackContainerInput,
  ShipmentConnection,
  ShipmentDirectionEnum,
  ShipmentLineType,
  ShipmentStatusEnum,
  ShipmentType,
  StockPartType,
  UnitRangeType,
} from './custody.graphql.js';
import { runNumber } from './custody.resolver.js';
import { HeldPacks, type HeldPack } from './held-packs.js';
import { HoldingsQueries, type Holding } from './holdings.queries.js';
import { PackingService } from './packing.service.js';
import type { UnitRange } from './segment.js';
import type { ShipmentStatus } from './shipment-status.rules.js';
import { ShipmentsQueries, type Direction, type LineView, type ShipmentView } from './shipments.queries.js';

@Resolver(() => HoldingType)
export class HoldingsResolver {
  constructor(
    private readonly queries: HoldingsQueries,
    private readonly heldPacks: HeldPacks,
    private readonly lots: LotsQueries,
  ) {}

  @Query(() => HoldingConnection, {
    description: 'Your stock, what you have under way included. What expires first comes first.',
  })
  @Allow('holding.read')
  holdings(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'A part of the lot number, the product’s name or the GTIN.',
    })
    search?: string,
    @Args('lotId', { type: () => ID, nullable: true, description: 'Only this lot.' }) lotId?: string,
    @Args('expiresUntil', {
      type: () => CalendarDate,
      nullable: true,
      description: 'Only what expires on this day or earlier.',
    })
    expiresUntil?: string,
  ): Promise<Page<Holding>> {
    return this.queries.list(actor, withoutNulls({ search, lotId, expiresUntil }), page);
  }

  @Query(() => HoldingType, { nullable: true, description: 'What you have in stock of one run.' })
  @Allow('holding.read')
  holding(
    @CurrentActor() actor: Actor,
    @Args('runId', { type: () => ID, description: 'The run.' }) runId: string,
  ): Promise<Holding | null> {
    return this.queries.holding(actor, runNumber(runId));
  }

  @Query(() => HeldPackType, { description: 'The pack of your stock that a code names.' })
  @Allow('holding.read')
  packInStock(
    @CurrentActor() actor: Actor,
    @Args('scan', { description: 'As scanned; the separator is \\u001d.' }) scan: string,
  ): Promise<HeldPack> {
    return this.heldPacks.scanned(actor, scan);
  }

  @ResolveField(() => RunType, { description: 'The run that the packs belong to.' })
  run(@Parent() holding: Holding): Promise<Run | null> {
    return this.lots.runById(holding.runId);
  }

  @ResolveField(() => [UnitRangeType], {
    description: 'All that is in stock, in packing order; without what was supplied or taken off the market.',
  })
  ranges(@Parent() holding: Holding): UnitRangeType[] {
    return holding.ranges.map(rangeOf);
  }

  @ResolveField(() => [UnitRangeType], {
    description: 'What can be handed on or dispensed, and lies in no carton or pallet: what can be packed.',
  })
  free(@Parent() holding: Holding): UnitRangeType[] {
    return holding.free.map(rangeOf);
  }

  @ResolveField(() => [StockPartType], {
    description: 'What cannot be handed on now, in packing order, and why.',
  })
  aside(@Parent() holding: Holding): StockPartType[] {
    return holding.parts
      .filter(({ state }) => state !== 'ACTIVE')
      .map((part) => ({ state: part.state, range: rangeOf(part) }));
  }

  @ResolveField(() => [HeldPackType], { description: 'One by one in packing order, at most 200 at a time.' })
  packs(
    @Parent() holding: Holding,
    @Args('from', { type: () => Int, defaultValue: 0, description: 'How many to leave out before.' })
    from: number,
    @Args('first', { type: () => Int, defaultValue: 25, description: 'How many, 1 to 200.' }) first: number,
  ): Promise<HeldPack[]> {
    return this.heldPacks.read(holding, from, first);
  }
}

@Resolver(() => HeldPackType)
export class HeldPacksResolver {
  constructor(private readonly lots: LotsQueries) {}

  @ResolveField(() => RunType, { description: 'The run that it belongs to.' })
  run(@Parent() { runId }: HeldPack): Promise<Run | null> {
    return this.lots.runById(runId);
  }
}

@Resolver(() => ShipmentType)
export class ShipmentsResolver {
  constructor(
    private readonly queries: ShipmentsQueries,
    private readonly sites: SiteReader,
  ) {}

  @Query(() => ShipmentConnection, { description: 'Newest first.' })
  @Allow('shipment.read')
  shipments(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('direction', { type: () => ShipmentDirectionEnum, description: 'To your site, or from it.' })
    direction: Direction,
    @Args('status', {
      type: () => ShipmentStatusEnum,
      nullable: true,
      description: 'Only those in this status.',
    })
    status?: ShipmentStatus,
    @Args('open', { type: () => Boolean, nullable: true, description: 'Only those with goods on their way.' })
    open?: boolean,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'A part of number, reference, lot number or the partner’s name; or an SSCC in it.',
    })
    search?: string,
  ): Promise<Page<ShipmentView>> {
    return this.queries.list(actor, direction, withoutNulls({ status, open, search }), page);
  }

  @Query(() => ShipmentType, {
    nullable: true,
    description: 'A shipment from or to your site; null where there is none.',
  })
  @Allow('shipment.read')
  shipment(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The shipment’s id.' }) id: string,
  ): Promise<ShipmentView | null> {
    return this.queries.shipment(actor, id);
  }

  @ResolveField(() => SiteType, { description: 'The sender.' })
  from(@Parent() shipment: ShipmentView): Promise<SiteView | null> {
    return this.sites.byId(shipment.fromSiteId);
  }

  @ResolveField(() => SiteType, { description: 'The receiver.' })
  to(@Parent() shipment: ShipmentView): Promise<SiteView | null> {
    return this.sites.byId(shipment.toSiteId);
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'When the last of it was taken in, refused or taken back; null while some is on its way.',
  })
  settledAt(@Parent() { lines }: ShipmentView): Date | null {
    const times = lines.map(({ status, settledAt }) => (status === 'IN_TRANSIT' ? null : settledAt));
    if (times.includes(null)) return null;
    return new Date(Math.max(...times.map((time) => time!.getTime())));
  }

  @ResolveField(() => Int, { description: 'How many packs were sent, whatever became of them.' })
  units(@Parent() shipment: ShipmentView): number {
    return shipment.lines.reduce((sum, { start, end }) => sum + end - start, 0);
  }
}

@Resolver(() => ShipmentLineType)
export class ShipmentLinesResolver {
  constructor(
    private readonly lots: LotsQueries,
    private readonly operations: OperationReader,
  ) {}

  @ResolveField(() => RunType, { description: 'The run that the packs belong to.' })
  run(@Parent() line: LineView): Promise<Run | null> {
    return this.lots.runById(line.runId);
  }

  @ResolveField(() => UnitRangeType, { description: 'Which packs of the run.' })
  range(@Parent() line: LineView): UnitRangeType {
    return rangeOf(line);
  }

  @ResolveField(() => OperationType, { description: 'What was asked of the ledger last.' })
  operation(@Parent() line: LineView): Promise<Operation | null> {
    return this.operations.byId(line.settleOperationId ?? line.shipOperationId);
  }
}

@Resolver(() => ContainerType)
export class ContainersResolver {
  constructor(
    private readonly queries: ContainersQueries,
    private readonly packing: PackingService,
  ) {}

  @Query(() => ContainerType, {
    nullable: true,
    description: 'A container that is, or was, at your site; null where there is none.',
  })
  @Allow('container.read')
  container(
    @CurrentActor() actor: Actor,
    @Args('sscc', { type: () => SsccScalar, description: '18 digits with their check digit.' }) sscc: Sscc,
  ): Promise<Container | null> {
    return this.queries.container(actor, sscc);
  }

  @Query(() => ContainerConnection, { description: 'At your site, not inside another one.' })
  @Allow('container.read')
  containers(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<Container>> {
    return this.queries.containers(actor, page);
  }

  @Mutation(() => ContainerType, {
    description: 'Closes packs into a carton, or cartons onto a pallet, under an SSCC.',
  })
  @Allow('container.pack')
  async packContainer(
    @CurrentActor() actor: Actor,
    @Args('input') input: PackContainerInput,
  ): Promise<Container | null> {
    const ranges = (input.ranges ?? []).map((range) => ({ ...range, runId: runNumber(range.runId) }));
    return this.queries.bySscc(await this.packing.pack(actor, { ...input, ranges }));
  }

  @Mutation(() => ContainerType, {
    description: 'Opens a carton or pallet: what lay in it directly is loose again.',
  })
  @Allow('container.pack')
  async openContainer(
    @CurrentActor() actor: Actor,
    @Args('input') input: OpenContainerInput,
  ): Promise<Container | null> {
    return this.queries.bySscc(await this.packing.open(actor, input));
  }

  @ResolveField(() => SsccScalar, {
    nullable: true,
    description: 'The pallet that it stands on; null where it stands alone.',
  })
  parent(@Parent() container: Container): string | null {
    return container.parentSscc;
  }

  @ResolveField(() => [ContainerType], { description: 'The cartons that stand on it; empty for a carton.' })
  async children(@Parent() container: Container): Promise<Container[]> {
    return (await this.queries.childrenOf(container.sscc)) ?? [];
  }

  @ResolveField(() => [ContainerRangeType], { description: 'What lies in it directly.' })
  async ranges(@Parent() container: Container): Promise<ContainerRangeType[]> {
    const ranges = (await this.queries.rangesOf(container.sscc)) ?? [];
    return ranges.map((range) => ({ runId: range.runId, range: rangeOf(range) }));
  }

  @ResolveField(() => Int, { description: 'All packs in it, whatever the nesting.' })
  async units(@Parent() container: Container): Promise<number> {
    const ranges = (await this.queries.rangesOf(container.sscc)) ?? [];
    const children = (await this.queries.childrenOf(container.sscc)) ?? [];
    const inside = await Promise.all(children.map((child) => this.units(child)));
    return inside.reduce((sum, units) => sum + units, countOf(ranges));
  }
}

@Resolver(() => ContainerRangeType)
export class ContainerRangesResolver {
  constructor(private readonly lots: LotsQueries) {}

  @ResolveField(() => RunType, { description: 'The run that the packs belong to.' })
  run(@Parent() range: ContainerRangeType): Promise<Run | null> {
    return this.lots.runById(range.runId);
  }
}

function rangeOf({ start, end }: UnitRange): UnitRangeType {
  return { from: start, to: end };
}

function countOf(ranges: readonly PackedRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
