import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, wordEnum } from '../../platform/graphql/index.js';
import type { SettingName } from './rule-change.entity.js';
import { THRESHOLD_NAMES, type Scope, type ThresholdName } from './thresholds.js';

const WORDS: Readonly<Record<ThresholdName, string>> = {
  correctionMinutes: 'Minutes in which a reader may correct an unknown serial.',
  uploadGraceHours: 'Hours in which a maker may still upload a lot that is read already.',
  guessedSerials:
    'Different unknown serials at one place within an hour that are guessing, or a broken scanner.',
  travelMinutes: 'Minutes within which one pack cannot be read at two places.',
  irregularSupplies: 'Supplies of one lot reported without authorisation by one place within 30 days.',
  undosADay: 'Undos of one pack within a day.',
  repeatTolerance: 'Of a place: how often a pharmacy may read a pack again that it dispensed itself.',
  repeatDays: 'Of a place: days for which such reads are counted.',
  slipDays: 'Of a place: days after which dispensing the same pack again is no slip any more.',
};

const ThresholdNameEnum = wordEnum(
  'ThresholdName',
  THRESHOLD_NAMES,
  'What verdicts and alert rules go by, and can be tuned.',
  WORDS,
);
const SettingNameEnum = wordEnum(
  'RuleSettingName',
  [...THRESHOLD_NAMES, 'hotline'] as const,
  'What a regulator sets.',
  { ...WORDS, hotline: 'Of a country: the telephone number of its authority.' },
);

const MARKET = 'EU or US; none where one number holds for all.';
const COUNTRY = 'ISO 3166-1, two letters; none where the number is of the whole market, or of all.';

@ObjectType('RuleThreshold', { description: 'A number that verdicts and alert rules go by.' })
export class RuleThresholdType {
  @Field(() => ThresholdNameEnum, { description: 'Which.' })
  name!: ThresholdName;

  /** Told as market and country. */
  scope!: Scope;

  @Field(() => Int, { description: 'What holds now.' })
  value!: number;

  @Field(() => Int, {
    description: 'What holds where it is not set: in a country its market’s, else as delivered.',
  })
  inherited!: number;

  @Field(() => Int, { description: 'As delivered.' })
  standard!: number;

  @Field(() => Int, { description: 'The smallest that is sensible.' })
  least!: number;

  @Field(() => Int, { description: 'The largest that is sensible.' })
  most!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was set; null where it is not.' })
  changedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was set; null where it is not.' })
  reason!: string | null;
}

@ObjectType('CountryRules', { description: 'What holds for the sites of a country.' })
export class CountryRulesType {
  @Field(() => String, { description: 'ISO 3166-1, two letters.' })
  country!: string;

  @Field(() => String, { description: 'EU or US: whose numbers hold where the country has none of its own.' })
  market!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Under which number its authority is called from abroad; null where none is set.',
  })
  hotline!: string | null;

  @Field(() => [RuleThresholdType], { description: 'How its pharmacies may repeat themselves.' })
  thresholds!: RuleThresholdType[];
}

@ObjectType('RuleChange', { description: 'That something was set.' })
export class RuleChangeType {
  @Field(() => SettingNameEnum, { description: 'What.' })
  name!: SettingName;

  /** Told as market and country. */
  scope!: Scope;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'What held before; null where there was no hotline.' })
  from!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What held from then on; null where it is no hotline.',
  })
  to!: string | null;

  @Field(() => Boolean, { description: 'Whether it was taken back, to what holds where nothing is set.' })
  returned!: boolean;

  @Field(() => String, { description: 'Why, in the words of who did it.' })
  reason!: string;
}

export const RuleChangeConnection = Connection('RuleChange', () => RuleChangeType);

@InputType('ChangeThresholdInput', { description: 'What a threshold is to be.' })
export class ChangeThresholdInput {
  @Field(() => ThresholdNameEnum, { description: 'Which.' })
  name!: ThresholdName;

  @Field(() => String, { nullable: true, description: MARKET })
  market?: string | null;

  @Field(() => String, { nullable: true, description: COUNTRY })
  country?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'A whole number from `least` to `most`; none where it is to be what holds where nothing is set.',
  })
  value?: number | null;

  @Field(() => String, { description: 'Why, in a sentence; kept in the audit trail.' })
  reason!: string;
}

@InputType('ChangeHotlineInput', { description: 'Under which number a country’s authority is called.' })
export class ChangeHotlineInput {
  @Field(() => String, { description: 'EU or US.' })
  market!: string;

  @Field(() => String, { description: 'ISO 3166-1, two letters.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'As it is called from abroad (E.164), such as +49 221 4710 123; none where there is none.',
  })
  number?: string | null;

  @Field(() => String, { description: 'Why, in a sentence; kept in the audit trail.' })
  reason!: string;
}

export const OF_MARKET = { nullable: true, description: MARKET };
export const OF_COUNTRY = { nullable: true, description: COUNTRY };
