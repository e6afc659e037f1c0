import { Args, Field, Float, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { Allow } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import type { RuleCode } from './alert-rule.js';
import { ClosingCodeEnum, RuleCodeEnum } from './alerts.graphql.js';
import type { ClosingCode } from './alerts.service.js';
import { ratesOf, type RuleRate, type Tally } from './rule-rates.rules.js';

const MOST_DAYS = 3_650;

@ObjectType('ClosedAs', { description: 'How many incidents turned out to be what.' })
export class ClosedAsType {
  @Field(() => ClosingCodeEnum, { description: 'What they turned out to be.' })
  code!: ClosingCode;

  @Field(() => Int, { description: 'How many.' })
  incidents!: number;
}

@ObjectType('RuleRate', {
  description: 'How often a rule was right, by what its incidents were closed with.',
})
export class RuleRateType {
  @Field(() => RuleCodeEnum, { description: 'Which.' })
  rule!: RuleCode;

  @Field(() => Int, { description: 'Incidents with an alert of it that are open now.' })
  open!: number;

  @Field(() => Int, { description: 'Those closed in the time asked for.' })
  closed!: number;

  @Field(() => Int, { description: 'Of them, falsified, stolen or diverted packs.' })
  confirmed!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Their share, tests left out: 0 to 1. Null where nothing was closed.',
  })
  precision!: number | null;

  @Field(() => [ClosedAsType], { description: 'All closed ones, by what they turned out to be.' })
  codes!: ClosedAsType[];
}

@Resolver()
export class RuleRatesResolver {
  constructor(private readonly database: DataSource) {}

  @Query(() => [RuleRateType], {
    description: 'How often each rule was right, those with the most closed incidents first.',
  })
  @Allow('rule.read')
  async ruleRates(
    @Args('days', { type: () => Int, defaultValue: 90, description: 'Closed in so many days until now.' })
    days: number,
  ): Promise<RuleRate[]> {
    if (days < 1 || days > MOST_DAYS)
      throw new DomainError('BAD_INPUT', `The time is 1 to ${MOST_DAYS} days.`);
    const tallies = await this.database.query<Tally[]>(
      `SELECT a.rule, i.closing_code AS code, count(DISTINCT i.id)::int AS incidents
       FROM incident i JOIN alert a ON a.incident_id = i.id
       WHERE i.status <> 'CLOSED' OR i.closed_at >= now() - make_interval(days => $1)
       GROUP BY a.rule, i.closing_code ORDER BY incidents DESC`,
      [days],
    );
    return ratesOf(tallies);
  }
}
