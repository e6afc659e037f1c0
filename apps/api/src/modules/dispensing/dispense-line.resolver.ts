import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DateTime, PageArgs, withoutNulls, type Page } from '../../platform/graphql/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { LotsQueries, ProductType, type Product } from '../lots/index.js';
import type { DispenseLine } from './dispense-line.entity.js';
import type { Dispensing } from './dispensing.entity.js';
import {
  DispenseLineType,
  DispensingType,
  NotDispensedType,
  OwedBalanceConnection,
  OwedBalanceType,
} from './dispensing.graphql.js';
import { SettleOwedInput } from './dispensing.inputs.js';
import { DispensingReader } from './dispensing.reader.js';
import type { NotDispensed } from './not-dispensed.entity.js';
import type { OwedBalance } from './owed-balance.entity.js';
import { OwedService } from './owed.service.js';
import { SupplyWords } from './supply-words.js';

@Resolver(() => DispenseLineType)
export class DispenseLineResolver {
  constructor(
    private readonly reader: DispensingReader,
    private readonly lots: LotsQueries,
    private readonly operations: OperationReader,
    private readonly words: SupplyWords,
  ) {}

  @ResolveField(() => ProductType, { description: 'What was supplied.' })
  product(@Parent() { productId }: DispenseLine): Promise<Product | null> {
    return this.lots.productById(productId);
  }

  @ResolveField(() => String, { description: 'AI 10.' })
  async lotNumber(@Parent() { lotId }: DispenseLine): Promise<string | undefined> {
    return (await this.lots.lotById(lotId))?.number;
  }

  @ResolveField(() => OperationType, {
    nullable: true,
    description: 'The latest: the undo, where there is one.',
  })
  operation(@Parent() { operationId, undoOperationId }: DispenseLine): Promise<Operation | null> {
    return this.operations.byId(undoOperationId ?? operationId);
  }

  @ResolveField(() => DateTime, { nullable: true, description: 'Null where it cannot be undone.' })
  undoUntil(@Parent() line: DispenseLine): Promise<Date | null> {
    return this.reader.undoUntil(line);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Why another product or form was given; null where none was.',
  })
  substitutionReason(@Parent() line: DispenseLine): Promise<string | null> {
    return this.words.openLine(line, 'substitutionReason');
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Why it was supplied although the verdict was amber.',
  })
  overrideReason(@Parent() line: DispenseLine): Promise<string | null> {
    return this.words.openLine(line, 'overrideReason');
  }

  @ResolveField(() => String, { nullable: true, description: 'Why it was undone; null where nobody said.' })
  undoReason(@Parent() line: DispenseLine): Promise<string | null> {
    return this.words.openLine(line, 'undoReason');
  }
}

@Resolver(() => NotDispensedType)
export class NotDispensedResolver {
  constructor(private readonly words: SupplyWords) {}

  @ResolveField(() => String, { nullable: true, description: 'Its words, with OTHER.' })
  note(@Parent() refused: NotDispensed): Promise<string | null> {
    return this.words.openRefusalNote(refused);
  }
}

@Resolver(() => OwedBalanceType)
export class OwedBalanceResolver {
  constructor(
    private readonly reader: DispensingReader,
    private readonly service: OwedService,
    private readonly lots: LotsQueries,
  ) {}

  @Query(() => OwedBalanceConnection, { description: 'What your site owes, oldest first.' })
  @Allow('dispensing.read')
  owedBalances(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('itemIds', { type: () => [ID], nullable: true, description: 'Only on these prescription items.' })
    itemIds?: string[],
  ): Promise<Page<OwedBalance>> {
    return this.reader.owedBalances(actor, itemIds, page);
  }

  @Query(() => OwedBalanceType, {
    nullable: true,
    description: 'What your site owes; null where there is none.',
  })
  @Allow('dispensing.read')
  owedBalance(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ): Promise<OwedBalance | null> {
    return this.reader.owedBalance(actor, id);
  }

  @Mutation(() => OwedBalanceType, {
    description: 'Gives what is owed, on the signature of the first visit.',
  })
  @Allow('dispensing.settle-owed')
  async settleOwed(
    @CurrentActor() actor: Actor,
    @Args('input') input: SettleOwedInput,
  ): Promise<OwedBalance | null> {
    return this.reader.owedBalance(actor, await this.service.settle(actor, withoutNulls(input)));
  }

  @ResolveField(() => ProductType, { description: 'What was given first.' })
  product(@Parent() { productId }: OwedBalance): Promise<Product | null> {
    return this.lots.productById(productId);
  }

  @ResolveField(() => DispensingType, { description: 'The visit at which not all could be given.' })
  dispensing(@Parent() { dispensingId }: OwedBalance): Promise<Dispensing | null> {
    return this.reader.byId(dispensingId);
  }

  @ResolveField(() => [DispensingType], { description: 'The visits at which some of it was given.' })
  settlements(@Parent() owed: OwedBalance): Promise<Dispensing[]> {
    return this.reader.settlementsOf(owed);
  }

  @ResolveField(() => DateTime, { description: 'Until when the signature of that visit is good.' })
  signedUntil(@Parent() { voucher }: OwedBalance): Date {
    return new Date(voucher.deadline * 1_000);
  }
}
