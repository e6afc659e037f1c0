import { Args, ID, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { Notices } from '../../platform/events/index.js';
import { PageArgs, type Page } from '../../platform/graphql/index.js';
import {
  Operation,
  OperationStatusEnum,
  OperationType,
  type OperationStatus,
} from '../../platform/work/index.js';
import { LedgerStatusReader } from './ledger-status.js';
import { LedgerStatusType, OperationConnection } from './ledger.graphql.js';
import { OperationsQueries } from './operations.queries.js';

@Resolver(() => OperationType)
export class LedgerResolver {
  constructor(
    private readonly status: LedgerStatusReader,
    private readonly queries: OperationsQueries,
    private readonly notices: Notices,
  ) {}

  @Query(() => LedgerStatusType, { description: 'How this node stands with the ledger.' })
  @Allow('ledger.read')
  ledgerStatus(): Promise<LedgerStatusType> {
    return this.status.read();
  }

  @Query(() => OperationType, {
    nullable: true,
    description: 'An operation of your site; null where there is none.',
  })
  @Allow('operation.read')
  operation(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The operation’s id.' }) id: string,
  ): Promise<Operation> {
    return this.queries.byId(actor, id);
  }

  @Query(() => OperationConnection, {
    description: 'Changes of the ledger that the site asked for, newest first.',
  })
  @Allow('operation.read')
  operations(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('status', {
      type: () => OperationStatusEnum,
      nullable: true,
      description: 'Only those in this status.',
    })
    status?: OperationStatus,
  ): Promise<Page<Operation>> {
    return this.queries.list(actor, status, page);
  }

  @Subscription(() => OperationType, {
    description: 'Operations of the site, whenever one becomes final or is open again.',
    resolve: (operation: Operation) => operation,
  })
  @Allow('operation.read')
  async *operationChanged(@CurrentActor() actor: Actor): AsyncGenerator<Operation> {
    const own = new Set(actor.partyIds);
    const news = this.notices.stream('operation', ({ partyId }) => partyId !== undefined && own.has(partyId));
    try {
      for await (const { id } of news) yield await this.queries.byId(actor, id);
    } finally {
      await news.return?.();
    }
  }
}
