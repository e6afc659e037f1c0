import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentActor, type Actor } from '../../platform/access/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { UserNames } from '../parties/index.js';
import type { Lot } from './lot.entity.js';
import { LotAmendmentType, LotType } from './lots.graphql.js';
import { LotsQueries, type LotAmendmentView } from './lots.queries.js';

@Resolver(() => LotType)
export class AmendedLotResolver {
  constructor(private readonly queries: LotsQueries) {}

  @ResolveField(() => [LotAmendmentType], {
    description: 'How the expiry was corrected, newest first: for the maker and the regulator.',
  })
  amendments(@CurrentActor() actor: Actor, @Parent() lot: Lot): Promise<LotAmendmentView[]> {
    return this.queries.amendments(actor, lot);
  }
}

@Resolver(() => LotAmendmentType)
export class LotAmendmentsResolver {
  constructor(
    private readonly users: UserNames,
    private readonly operations: OperationReader,
  ) {}

  @ResolveField()
  amendedBy(@Parent() { userId }: LotAmendmentView): Promise<string | null> {
    return this.users.nameOf(userId);
  }

  @ResolveField(() => OperationType, { nullable: true, description: 'The operation on the first run.' })
  operation(@Parent() { operationId }: LotAmendmentView): Promise<Operation | null> | null {
    return operationId === null ? null : this.operations.byId(operationId);
  }
}
