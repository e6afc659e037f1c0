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
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import { Notices } from '../../platform/events/index.js';
import { PageArgs, withoutNulls, type Page } from '../../platform/graphql/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { LotsQueries, LotType, type Lot } from '../lots/index.js';
import { SiteReader, SiteType, UserNames, type SiteView } from '../parties/index.js';
import { RECALL_TOPIC } from './recall-news.js';
import type { Recall } from './recall.entity.js';
import type { RecallScope } from './recall.rules.js';
import {
  ProposeRecallInput,
  RecallConnection,
  RecalledLotType,
  RecallHolderType,
  RecallOrderInput,
  RecallRangeType,
  RecallType,
  RetractRecallInput,
} from './recalls.graphql.js';
import { RecallsReader, type RecallHolder } from './recalls.reader.js';
import { RecallsService } from './recalls.service.js';

@Resolver(() => RecallType)
export class RecallsResolver {
  constructor(
    private readonly reader: RecallsReader,
    private readonly service: RecallsService,
    private readonly lots: LotsQueries,
    private readonly operations: OperationReader,
    private readonly users: UserNames,
    private readonly notices: Notices,
  ) {}

  @Query(() => RecallConnection, {
    description:
      'Newest first: all for the regulator, of its lots for a maker, of lots that others hold or held.',
  })
  @Allow('recall.read')
  recalls(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<Recall>> {
    return this.reader.recalls(actor, page);
  }

  @Query(() => [RecalledLotType], {
    description:
      'All recalled lots, so that a patient’s device finds its own among them and asks about none. Newest first.',
  })
  @Allow('record.own')
  recalledLots(): Promise<RecalledLotType[]> {
    return this.reader.recalledLots();
  }

  @Query(() => RecallType, {
    nullable: true,
    description:
      'A recall of your lot, of one that you hold, or any for the regulator; null where there is none.',
  })
  @Allow('recall.read')
  recall(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The recall’s id.' }) id: string,
  ): Promise<Recall | null> {
    return this.reader.recall(actor, id);
  }

  @Mutation(() => RecallType, { description: 'The first of two signatures.' })
  @Allow('recall.propose')
  @Fresh()
  async proposeRecall(
    @CurrentActor() actor: Actor,
    @Args('input') input: ProposeRecallInput,
  ): Promise<Recall | null> {
    return this.reader.recall(actor, await this.service.propose(actor, withoutNulls(input)));
  }

  @Mutation(() => RecallType, {
    description: 'The second signature, by another person. It cannot be taken back.',
  })
  @Allow('recall.approve')
  @Fresh()
  async approveRecall(
    @CurrentActor() actor: Actor,
    @Args('input') input: RecallOrderInput,
  ): Promise<Recall | null> {
    return this.reader.recall(actor, await this.service.approve(actor, input));
  }

  @Mutation(() => RecallType, {
    description: 'Takes back what your site proposed, as long as nobody has approved it.',
  })
  @Allow('recall.propose')
  @Fresh()
  async retractRecall(
    @CurrentActor() actor: Actor,
    @Args('input') input: RetractRecallInput,
  ): Promise<Recall | null> {
    return this.reader.recall(actor, await this.service.retract(actor, input));
  }

  @Mutation(() => RecallType, { description: 'Says that your site has read it and cleared its shelf.' })
  @Allow('recall.acknowledge')
  async acknowledgeRecall(
    @CurrentActor() actor: Actor,
    @Args('input') input: RecallOrderInput,
  ): Promise<Recall | null> {
    return this.reader.recall(actor, await this.service.acknowledge(actor, input));
  }

  @Subscription(() => RecallType, {
    description:
      'Recalls that you may see, whenever one is proposed, approved, taken back, issued, refused or acknowledged.',
    resolve: (recall: Recall) => recall,
  })
  @Allow('recall.read')
  async *recallChanged(@CurrentActor() actor: Actor): AsyncGenerator<Recall> {
    const news = this.notices.stream(RECALL_TOPIC);
    try {
      for await (const { id } of news) {
        const recall = await this.reader.recall(actor, id);
        if (recall) yield recall;
      }
    } finally {
      await news.return?.();
    }
  }

  @ResolveField(() => LotType, { description: 'The lot that it is about.' })
  lot(@Parent() { lotId }: Recall): Promise<Lot | null> {
    return this.lots.lotById(lotId);
  }

  @ResolveField(() => [RecallRangeType], {
    description: 'In the order of the runs; empty for the whole lot.',
  })
  async ranges(@Parent() { id, wholeLot }: Recall): Promise<readonly RecallScope[]> {
    return wholeLot ? [] : this.reader.scopeOf(id);
  }

  @ResolveField(() => Int, { description: 'Packs that it covers, wherever they are.' })
  async units(@Parent() { id }: Recall): Promise<number> {
    return (await this.reader.scopeOf(id)).reduce((sum, { from, to }) => sum + to - from, 0);
  }

  @ResolveField(() => Boolean, {
    description: 'Your site proposed it: its people approve it or take it back.',
  })
  own(@CurrentActor() actor: Actor, @Parent() { siteId }: Recall): boolean {
    return siteId === actor.siteId;
  }

  @ResolveField(() => String, { description: 'The name of the first person.' })
  proposedBy(@Parent() recall: Recall): Promise<string | null> {
    return this.users.nameOf(recall.proposedBy);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The name of the second person; null until then.',
  })
  async approvedBy(@Parent() recall: Recall): Promise<string | null> {
    return recall.approvedBy ? this.users.nameOf(recall.approvedBy) : null;
  }

  @ResolveField(() => String, { nullable: true, description: 'Who took the proposal back.' })
  async retractedBy(@Parent() recall: Recall): Promise<string | null> {
    return recall.retractedBy ? this.users.nameOf(recall.retractedBy) : null;
  }

  @ResolveField(() => OperationType, {
    nullable: true,
    description: 'The latest operation on the first run.',
  })
  async operation(@Parent() { id }: Recall): Promise<Operation | null> {
    const operationId = await this.reader.operationOf(id);
    return operationId ? this.operations.byId(operationId) : null;
  }

  @ResolveField(() => [RecallHolderType], {
    description: 'Who holds what now; others than who ordered see themselves.',
  })
  holders(@CurrentActor() actor: Actor, @Parent() recall: Recall): Promise<RecallHolder[]> {
    return this.reader.holders(actor, recall);
  }

  @ResolveField(() => Int, { description: 'Units that are with patients already.' })
  unitsSupplied(@Parent() { id }: Recall): Promise<number> {
    return this.reader.unitsSupplied(id);
  }
}

@Resolver(() => RecallHolderType)
export class RecallHolderResolver {
  constructor(private readonly sites: SiteReader) {}

  @ResolveField(() => SiteType, { description: 'Who holds them.' })
  site(@Parent() { siteId }: RecallHolder): Promise<SiteView | null> {
    return this.sites.byId(siteId);
  }
}
