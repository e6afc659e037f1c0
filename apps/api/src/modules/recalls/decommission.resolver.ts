import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { withoutNulls } from '../../platform/graphql/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { DecommissionService } from './decommission.service.js';
import { DecommissionInput } from './recalls.graphql.js';

const LOCKS = ['LOCK', 'UNLOCK'];

@Resolver()
export class DecommissionResolver {
  constructor(
    private readonly service: DecommissionService,
    private readonly operations: OperationReader,
  ) {}

  @Mutation(() => OperationType, {
    description:
      'Export, destruction, samples, theft, by the holder, and the undo of exports and samples; locks, by the holder or the regulator.',
  })
  @Allow('unit.lock')
  async decommission(
    @CurrentActor() actor: Actor,
    @Args('input') input: DecommissionInput,
  ): Promise<Operation | null> {
    if (!LOCKS.includes(input.kind) && !actor.can('unit.decommission')) {
      throw new DomainError('FORBIDDEN', 'Your site may lock packs, but not take them off the market.');
    }
    return this.operations.byId(await this.service.decommission(actor, withoutNulls(input)));
  }
}
