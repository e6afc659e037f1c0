import { setTimeout as sleep } from 'node:timers/promises';
import { formatElementString } from '@custodia/gs1';
import {
  Args,
  ID,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import { Notices } from '../../platform/events/index.js';
import { PageArgs, type Page } from '../../platform/graphql/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import { localDay } from './local-day.js';
import { lotStatus, type LotStatus } from './lot-status.rules.js';
import { Lot } from './lot.entity.js';
import {
  AmendLotInput,
  LotConnection,
  LotType,
  ProductConnection,
  ProductType,
  RegisterLotInput,
  RegisterProductInput,
  RunType,
  UnitCountsType,
  UnitSerialType,
} from './lots.graphql.js';
import { LotsQueries } from './lots.queries.js';
import { LotsService } from './lots.service.js';
import { labelElements } from './pack-label.js';
import { Product } from './product.entity.js';
import { RegistrationService } from './registration.service.js';
import { Run } from './run.entity.js';
import { SerialStore } from './serial-store.js';
import { UnitCountsQueries, type UnitCounts } from './unit-counts.queries.js';

const MOST_SERIALS = 1_000;
const LOOK_AGAIN_MS = 1_000;

@Resolver(() => ProductType)
export class ProductsResolver {
  constructor(
    private readonly queries: LotsQueries,
    private readonly lots: LotsService,
    private readonly sites: SiteReader,
  ) {}

  @Query(() => ProductConnection, { description: 'By name.' })
  @Allow('product.read')
  products(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'A part of the name, the substance, the GTIN or the NDC.',
    })
    search?: string,
    @Args('own', { defaultValue: false, description: 'Only those that your site makes.' }) own?: boolean,
  ): Promise<Page<Product>> {
    return this.queries.products({ search, makerSiteId: own ? actor.siteId : undefined }, page);
  }

  @Query(() => ProductType, {
    nullable: true,
    description: 'A product of the register; null where there is none.',
  })
  @Allow('product.read')
  product(
    @Args('id', { type: () => ID, description: 'The product’s id.' }) id: string,
  ): Promise<Product | null> {
    return this.queries.product(id);
  }

  @Mutation(() => ProductType, { description: 'Registers a product that your site makes.' })
  @Allow('product.register')
  async registerProduct(
    @CurrentActor() actor: Actor,
    @Args('input') input: RegisterProductInput,
  ): Promise<Product | null> {
    return this.queries.productById(await this.lots.registerProduct(actor, input));
  }

  @ResolveField(() => SiteType, { description: 'Who registered it.' })
  maker(@Parent() product: Product): Promise<SiteView | null> {
    return this.sites.byId(product.makerSiteId);
  }
}

@Resolver(() => LotType)
export class LotsResolver {
  constructor(
    private readonly queries: LotsQueries,
    private readonly service: LotsService,
    private readonly unitCounts: UnitCountsQueries,
    private readonly sites: SiteReader,
  ) {}

  @Query(() => LotConnection, {
    description: 'Your own lots, or those of which you hold or are sent some; newest first.',
  })
  @Allow('lot.read')
  lots(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'A part of the number, the product’s name or the GTIN.',
    })
    search?: string,
    @Args('productId', { type: () => ID, nullable: true, description: 'Only lots of this product.' })
    productId?: string,
  ): Promise<Page<Lot>> {
    return this.queries.lots(actor, { search, productId }, page);
  }

  @Query(() => LotType, {
    nullable: true,
    description: 'A lot that you made, hold or held packs of, or oversee; null where there is none.',
  })
  @Allow('lot.read')
  lot(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The lot’s id.' }) id: string,
  ): Promise<Lot | null> {
    return this.queries.lot(actor, id);
  }

  @Mutation(() => LotType, { description: 'Corrects a typing error in the expiry.' })
  @Allow('lot.amend')
  async amendLot(@CurrentActor() actor: Actor, @Args('input') input: AmendLotInput): Promise<Lot | null> {
    return this.queries.lotById(await this.service.amendLot(actor, input));
  }

  @ResolveField(() => ProductType, { description: 'What is in it.' })
  product(@Parent() lot: Lot): Promise<Product | null> {
    return this.queries.productById(lot.productId);
  }

  @ResolveField(() => SiteType, { description: 'Who registered it.' })
  maker(@Parent() lot: Lot): Promise<SiteView | null> {
    return this.sites.byId(lot.makerSiteId);
  }

  @ResolveField({ description: 'What is decided about it; what outranks the rest.' })
  async status(@Parent() lot: Lot): Promise<LotStatus> {
    const standing = await this.queries.standingOfLot(lot.id);
    const maker = await this.sites.byId(lot.makerSiteId);
    const none = { confirmed: false, held: false, recalled: false, withdrawn: false };
    return lotStatus(standing ?? none, lot.expiry, localDay(new Date(), maker?.timeZone ?? 'UTC'));
  }

  @ResolveField(() => [RunType], { description: 'Its parts that were registered at once, the oldest first.' })
  async runs(@Parent() lot: Lot): Promise<Run[]> {
    return (await this.queries.runsOfLot(lot.id)) ?? [];
  }

  @ResolveField(() => Int, { description: 'Units of all runs that stand.' })
  async units(@Parent() lot: Lot): Promise<number> {
    const runs = (await this.queries.runsOfLot(lot.id)) ?? [];
    return runs.filter(({ status }) => status === 'READY').reduce((sum, run) => sum + run.unitCount, 0);
  }

  @ResolveField(() => UnitCountsType, { description: 'How its packs stand.' })
  async counts(@Parent() lot: Lot): Promise<UnitCounts> {
    const none = { active: 0, inTransit: 0, supplied: 0, decommissioned: 0, blocked: 0 };
    return (await this.unitCounts.ofLot(lot.id)) ?? none;
  }
}

@Resolver(() => RunType)
export class RunsResolver {
  constructor(
    private readonly queries: LotsQueries,
    private readonly registration: RegistrationService,
    private readonly store: SerialStore,
    private readonly operations: OperationReader,
    private readonly notices: Notices,
  ) {}

  @Query(() => RunType, {
    nullable: true,
    description: 'A part of a lot that you may see; null where there is none.',
  })
  @Allow('lot.read')
  run(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The run’s id.' }) id: string,
  ): Promise<Run | null> {
    return this.queries.run(actor, Number(id));
  }

  @Mutation(() => RunType, {
    description:
      'Registers a run with serials that we make. A large one goes on in the background: see runProgress.',
  })
  @Allow('lot.register')
  registerLot(@CurrentActor() actor: Actor, @Args('input') input: RegisterLotInput): Promise<Run> {
    const { idempotencyKey, ...run } = input;
    return this.registration.generate(actor, idempotencyKey, run);
  }

  @Subscription(() => RunType, {
    description: 'The run now and at every step, until it is READY or FAILED.',
    resolve: (run: Run) => run,
  })
  @Allow('lot.read')
  async *runProgress(
    @CurrentActor() actor: Actor,
    @Args('runId', { type: () => ID, description: 'A run of your site.' }) runId: string,
  ): AsyncGenerator<Run> {
    const news = this.notices.stream('run', ({ id }) => id === runId);
    try {
      let shown = '';
      for (let next = news.next(); ;) {
        const run = await this.queries.run(actor, Number(runId));
        if (!run) throw notFound('run');
        const state = `${run.status} ${run.imported}`;
        if (state !== shown) yield run;
        shown = state;
        if (run.status !== 'IMPORTING') return;
        // Notices are hints that may be missed.
        const told = await Promise.race([next, sleep(LOOK_AGAIN_MS, null, { ref: false })]);
        if (told?.done) return;
        if (told) next = news.next();
      }
    } finally {
      await news.return?.();
    }
  }

  @ResolveField(() => LotType, { description: 'The lot that it is a part of.' })
  lot(@Parent() run: Run): Promise<Lot | null> {
    return this.queries.lotById(run.lotId);
  }

  @ResolveField()
  units(@Parent() run: Run): number {
    return run.unitCount;
  }

  @ResolveField(() => OperationType, {
    nullable: true,
    description: 'Its registration on the ledger; null until the serials are there.',
  })
  async operation(@Parent() run: Run): Promise<Operation | null> {
    return run.operationId === null ? null : this.operations.byId(run.operationId);
  }

  @ResolveField(() => [UnitSerialType], {
    description: `In packing order, at most ${MOST_SERIALS} at a time: all to the maker and the regulator, else those that you hold.`,
  })
  async serials(
    @CurrentActor() actor: Actor,
    @Parent() run: Run,
    @Args('from', {
      type: () => Int,
      defaultValue: 0,
      description: 'The first packing index, counted from 0.',
    })
    from: number,
    @Args('first', { type: () => Int, defaultValue: 100, description: 'How many, 1 to 200.' }) first: number,
  ): Promise<UnitSerialType[]> {
    const start = Math.max(0, from);
    const end = Math.min(run.unitCount, start + Math.min(Math.max(0, first), MOST_SERIALS));
    const lot = await this.queries.lotById(run.lotId);
    const product = lot && (await this.queries.productById(lot.productId));
    if (!product) return [];
    const parts = await this.queries.readable(actor, run, start, end);
    const read = parts.map(async (part) =>
      (await this.store.read(run.id, part.from, part.to)).map((serial, offset) => ({
        index: part.from + offset,
        serial,
        elementString: formatElementString(
          labelElements({ ...lot, gtin: product.gtin, lot: lot.number, serial }),
        ),
      })),
    );
    return (await Promise.all(read)).flat();
  }
}
