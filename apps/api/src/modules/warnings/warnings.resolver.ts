import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import type { InteractionList } from './interaction-list.js';
import { InteractionsReader } from './interactions.reader.js';
import { WarningTally } from './warning-tally.js';
import {
  CountWarningsInput,
  InteractionListType,
  SiteWarningRateType,
  WarningRateType,
} from './warnings.graphql.js';
import type { SiteWarningRate, WarningRate } from './warning.rules.js';

/** Medicines are compared where the record is opened, in the browser: what to warn of comes from here. */
@Resolver(() => WarningRateType)
export class WarningsResolver {
  constructor(
    private readonly reader: InteractionsReader,
    private readonly tally: WarningTally,
  ) {}

  // Not for everybody: the data of an operator may be licensed to those who care for patients.
  @Query(() => InteractionListType, { description: 'What interacts with what, as this node is set to know.' })
  @Allow('record.read')
  interactions(): InteractionList {
    return this.reader.list;
  }

  @Mutation(() => Int, {
    description: 'Counts what became of warnings, as far as no supply tells. Gives how many were counted.',
  })
  @Allow('record.write')
  countWarnings(@CurrentActor() actor: Actor, @Args('input') input: CountWarningsInput): Promise<number> {
    return this.tally.countOnce(actor, input);
  }

  @Query(() => [WarningRateType], {
    description: 'How often people went on against warnings, by kind: counts and nothing else.',
  })
  @Allow('rule.read')
  warningRates(
    @Args('days', { type: () => Int, defaultValue: 90, description: 'Answered in so many days until now.' })
    days: number,
  ): Promise<WarningRate[]> {
    return this.tally.rates(days);
  }

  @ResolveField(() => [SiteWarningRateType], {
    description: 'The same by site, for the fifty sites with the most warnings.',
  })
  sites(@Parent() { sites }: WarningRate): readonly SiteWarningRate[] {
    return sites;
  }
}

@Resolver(() => SiteWarningRateType)
export class SiteWarningRateResolver {
  constructor(private readonly sites: SiteReader) {}

  @ResolveField(() => SiteType, { description: 'Which.' })
  site(@Parent() { siteId }: SiteWarningRate): Promise<SiteView | null> {
    return this.sites.byId(siteId);
  }
}
