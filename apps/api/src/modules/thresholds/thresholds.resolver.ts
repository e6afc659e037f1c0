import {
  Args,
  Field,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import {
  Allow,
  CurrentActor,
  MARKET_CODES,
  type Actor,
  type MarketCode,
} from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';
import { UserNames } from '../parties/index.js';
import type { ThresholdChange } from './threshold-change.entity.js';
import { THRESHOLD_NAMES, type Scope, type ThresholdName } from './thresholds.js';
import { ThresholdsService, type ThresholdView } from './thresholds.service.js';

const ThresholdNameEnum = wordEnum(
  'ThresholdName',
  THRESHOLD_NAMES,
  'What verdicts and alert rules go by, and can be tuned.',
  {
    correctionMinutes: 'Minutes in which a reader may correct an unknown serial.',
    uploadGraceHours: 'Hours in which a maker may still upload a lot that is read already.',
    guessedSerials:
      'Different unknown serials at one place within an hour that are guessing, or a broken scanner.',
    travelMinutes: 'Minutes within which one pack cannot be read at two places.',
    irregularSupplies: 'Supplies of one lot reported without authorisation by one place within 30 days.',
    undosADay: 'Undos of one pack within a day.',
    repeatTolerance: 'Of a market: how often a pharmacy may read a pack again that it dispensed itself.',
    repeatDays: 'Of a market: days for which such reads are counted.',
    slipDays: 'Of a market: days after which dispensing the same pack again is no slip any more.',
  },
);

@ObjectType('RuleThreshold', { description: 'A number that verdicts and alert rules go by.' })
export class RuleThresholdType {
  @Field(() => ThresholdNameEnum, { description: 'Which.' })
  name!: ThresholdName;

  /** Told as the market, which `ALL` is none of. */
  scope!: Scope;

  @Field(() => Int, { description: 'What holds now.' })
  value!: number;

  @Field(() => Int, { description: 'As delivered.' })
  standard!: number;

  @Field(() => Int, { description: 'The smallest that is sensible.' })
  least!: number;

  @Field(() => Int, { description: 'The largest that is sensible.' })
  most!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was changed last; null where it never was.',
  })
  changedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was changed last; null while it is the standard.',
  })
  reason!: string | null;
}

@ObjectType('ThresholdChange', { description: 'That a threshold was changed.' })
export class ThresholdChangeType {
  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => Int, { description: 'What held before.' })
  from!: number;

  @Field(() => Int, { description: 'What held from then on.' })
  to!: number;

  @Field(() => String, { description: 'Why, in the words of who did it.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Who; null where the person is forgotten.' })
  changedBy!: string | null;
}

@InputType('ChangeThresholdInput', { description: 'What a threshold is to be.' })
export class ChangeThresholdInput {
  @Field(() => ThresholdNameEnum, { description: 'Which.' })
  name!: ThresholdName;

  @Field(() => String, {
    nullable: true,
    description: 'EU or US, where each market has its own; none where one number holds for all.',
  })
  market?: string | null;

  @Field(() => Int, { description: 'A whole number from `least` to `most`.' })
  value!: number;

  @Field(() => String, { description: 'Why, in a sentence; kept in the audit trail.' })
  reason!: string;
}

@Resolver(() => RuleThresholdType)
export class ThresholdsResolver {
  constructor(
    private readonly thresholds: ThresholdsService,
    private readonly users: UserNames,
  ) {}

  @Query(() => [RuleThresholdType], { description: 'The numbers that verdicts and alert rules go by.' })
  @Allow('rule.read')
  ruleThresholds(): Promise<ThresholdView[]> {
    return this.thresholds.list();
  }

  @Mutation(() => [RuleThresholdType], {
    description: 'Changes one of them; the audit trail keeps what it was.',
  })
  @Allow('rule.tune')
  async changeThreshold(
    @CurrentActor() actor: Actor,
    @Args('input') { name, market, value, reason }: ChangeThresholdInput,
  ): Promise<ThresholdView[]> {
    await this.thresholds.change(actor, { name, scope: scopeOf(market) }, value, reason);
    return this.thresholds.list();
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'EU or US, where each market has its own; null where one number holds for all.',
  })
  market(@Parent() { scope }: ThresholdView): string | null {
    return scope === 'ALL' ? null : scope;
  }

  @ResolveField(() => [ThresholdChangeType], { description: 'How it was changed, newest first, 50 at most.' })
  async changes(@Parent() threshold: ThresholdView): Promise<ThresholdChangeType[]> {
    const changes = await this.thresholds.changesOf(threshold);
    return Promise.all(changes.map((change) => this.named(change)));
  }

  private async named({ at, from, to, reason, changedBy }: ThresholdChange): Promise<ThresholdChangeType> {
    return { at, from, to, reason, changedBy: changedBy && (await this.users.nameOf(changedBy)) };
  }
}

function scopeOf(market: string | null | undefined): Scope {
  if (market === null || market === undefined) return 'ALL';
  if (!MARKET_CODES.includes(market as MarketCode))
    throw new DomainError('BAD_INPUT', `The market must be one of ${MARKET_CODES.join(', ')}.`);
  return market as MarketCode;
}
