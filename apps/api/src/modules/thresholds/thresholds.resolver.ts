import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  CurrentActor,
  MARKET_CODES,
  type Actor,
  type MarketCode,
} from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { PageArgs, type Page } from '../../platform/graphql/index.js';
import { UserNames } from '../parties/index.js';
import type { RuleChange } from './rule-change.entity.js';
import {
  ChangeHotlineInput,
  ChangeThresholdInput,
  CountryRulesType,
  OF_COUNTRY,
  OF_MARKET,
  RuleChangeConnection,
  RuleChangeType,
  RuleThresholdType,
} from './thresholds.graphql.js';
import { ThresholdsQueries, type CountryView, type ThresholdView } from './thresholds.queries.js';
import { ThresholdsService } from './thresholds.service.js';
import { placeOf, scopeOf, type Scope } from './thresholds.js';

@Resolver(() => RuleThresholdType)
export class ThresholdsResolver {
  constructor(
    private readonly thresholds: ThresholdsService,
    private readonly queries: ThresholdsQueries,
  ) {}

  @Query(() => [RuleThresholdType], {
    description:
      'The numbers that verdicts and alert rules go by: those that hold for all, and the markets’.',
  })
  @Allow('rule.read')
  ruleThresholds(): Promise<ThresholdView[]> {
    return this.queries.list();
  }

  @Query(() => [CountryRulesType], {
    description: 'What holds in each country that the register has a site in.',
  })
  @Allow('rule.read')
  countryRules(): Promise<CountryView[]> {
    return this.queries.countries();
  }

  @Query(() => RuleChangeConnection, { description: 'What was set, newest first.' })
  @Allow('rule.read')
  ruleChanges(@Args() page: PageArgs): Promise<Page<RuleChange>> {
    return this.queries.changes(page);
  }

  @Mutation(() => Boolean, {
    description: 'Sets a threshold, or takes it back; the audit trail keeps what it was.',
  })
  @Allow('rule.tune')
  async changeThreshold(
    @CurrentActor() actor: Actor,
    @Args('input') { name, market, country, value, reason }: ChangeThresholdInput,
  ): Promise<boolean> {
    await this.thresholds.change(actor, { name, scope: scopeIn(market, country) }, value ?? null, reason);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Sets the telephone number of a country’s authority; the audit trail keeps what it was.',
  })
  @Allow('rule.tune')
  async changeHotline(
    @CurrentActor() actor: Actor,
    @Args('input') { market, country, number, reason }: ChangeHotlineInput,
  ): Promise<boolean> {
    await this.thresholds.changeHotline(actor, { market: marketOf(market), country }, number ?? null, reason);
    return true;
  }

  @ResolveField(() => String, OF_MARKET)
  market(@Parent() { scope }: ThresholdView): string | null {
    return placeOf(scope).market;
  }

  @ResolveField(() => String, OF_COUNTRY)
  country(@Parent() { scope }: ThresholdView): string | null {
    return placeOf(scope).country;
  }
}

@Resolver(() => RuleChangeType)
export class RuleChangesResolver {
  constructor(private readonly users: UserNames) {}

  @ResolveField(() => String, OF_MARKET)
  market(@Parent() { scope }: RuleChange): string | null {
    return placeOf(scope).market;
  }

  @ResolveField(() => String, OF_COUNTRY)
  country(@Parent() { scope }: RuleChange): string | null {
    return placeOf(scope).country;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Who; null where the person is forgotten.',
  })
  changedBy(@Parent() { changedBy }: RuleChange): Promise<string | null> | null {
    return changedBy === null ? null : this.users.nameOf(changedBy);
  }
}

function scopeIn(market: string | null | undefined, country: string | null | undefined): Scope {
  if (country && !market)
    throw new DomainError('BAD_INPUT', 'Name the market that the country lies in, too.');
  if (!market) return 'ALL';
  return country ? scopeOf({ market: marketOf(market), country }) : marketOf(market);
}

function marketOf(market: string): MarketCode {
  const found = MARKET_CODES.find((code) => code === market);
  if (!found) throw new DomainError('BAD_INPUT', `The market must be one of ${MARKET_CODES.join(', ')}.`);
  return found;
}
