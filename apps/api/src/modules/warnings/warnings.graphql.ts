import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { wordEnum } from '../../platform/graphql/index.js';
import {
  COUNTED_KINDS,
  OVERRIDE_REASONS,
  WARNING_KINDS,
  type CountedKind,
  type OverrideReason,
  type WarningKind,
} from './warning.js';

export const WarningKindEnum = wordEnum('WarningKind', WARNING_KINDS, 'What is warned of.', {
  DUPLICATE: 'The substance is taken already.',
  INTERACTION: 'Two substances interact.',
});

export const CountedKindEnum = wordEnum('CountedWarningKind', COUNTED_KINDS, 'What is counted of warnings.', {
  DUPLICATE: 'The substance is taken already.',
  INTERACTION: 'Two substances interact.',
  TEST: 'The same test was done, or asked for, already.',
});

export const OverrideReasonEnum = wordEnum(
  'OverrideReason',
  OVERRIDE_REASONS,
  'Why somebody went on against a warning.',
  {
    BENEFIT: 'The benefit outweighs it.',
    MONITORED: 'It is monitored.',
    REPLACED: 'It replaces the other.',
    TOLERATED: 'The patient has tolerated it.',
    OUTDATED: 'The list is out of date.',
    AGREED: 'It is agreed with the prescriber.',
    OTHER: 'Something else, said in the words.',
  },
);

@ObjectType('InteractionPair', { description: 'Two groups of substances that should not come together.' })
export class InteractionPairType {
  @Field(() => ID, { description: 'Names it in its list.' })
  id!: string;

  @Field(() => [String], { description: 'Names of substances.' })
  one!: readonly string[];

  @Field(() => [String], { description: 'Those that each of them interacts with.' })
  other!: readonly string[];
}

@ObjectType('InteractionList', { description: 'What this node warns of interactions by.' })
export class InteractionListType {
  @Field(() => String, { description: 'Whose data it is.' })
  name!: string;

  @Field(() => String, { description: 'Its version.' })
  version!: string;

  @Field(() => Boolean, { description: 'It only shows how it works, and is no clinical advice.' })
  demonstration!: boolean;

  @Field(() => [InteractionPairType], { description: 'The pairs.' })
  pairs!: readonly InteractionPairType[];
}

@InputType({ description: 'A warning that somebody went on against.' })
export class OverriddenWarningInput {
  @Field(() => WarningKindEnum, { description: 'What was warned of.' })
  kind!: WarningKind;

  @Field(() => String, { description: 'The medicine that is given.' })
  given!: string;

  @Field(() => String, { description: 'What the patient takes besides, as the record names it.' })
  besides!: string;

  @Field(() => String, { description: 'The substance, or the pair of the list.' })
  about!: string;

  @Field(() => OverrideReasonEnum, { description: 'Why it is given all the same.' })
  reason!: OverrideReason;

  @Field(() => String, { nullable: true, description: 'In words.' })
  words?: string;

  @Field(() => Boolean, { nullable: true, description: 'The warning was of no help: this is counted.' })
  unhelpful?: boolean;
}

@ObjectType('OverriddenWarning', { description: 'A warning that somebody went on against.' })
export class OverriddenWarningType {
  @Field(() => WarningKindEnum, { description: 'What was warned of.' })
  kind!: WarningKind;

  @Field(() => String, { description: 'The medicine that was given.' })
  given!: string;

  @Field(() => String, { description: 'What the patient took besides, as the record named it.' })
  besides!: string;

  @Field(() => String, { description: 'The substance, or the pair of the list.' })
  about!: string;

  @Field(() => OverrideReasonEnum, { description: 'Why it was given all the same.' })
  reason!: OverrideReason;

  @Field(() => String, { nullable: true, description: 'In words; null where there are none.' })
  words?: string | undefined;
}

@InputType({ description: 'What became of one warning.' })
export class AnsweredWarningInput {
  @Field(() => CountedKindEnum, { description: 'What was warned of.' })
  kind!: CountedKind;

  @Field(() => Boolean, { description: 'What was warned of was left out; else it was gone on with.' })
  heeded!: boolean;

  @Field(() => Boolean, { description: 'The warning was of no help.' })
  unhelpful!: boolean;
}

@InputType({ description: 'What became of warnings where nothing was dispensed.' })
export class CountWarningsInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => [AnsweredWarningInput], { description: '1 to 100.' })
  answers!: AnsweredWarningInput[];
}

@ObjectType('SiteWarningRate', { description: 'How often a site went on against warnings of a kind.' })
export class SiteWarningRateType {
  @Field(() => Int, { description: 'Warnings after which the medicine or the test was left out.' })
  heeded!: number;

  @Field(() => Int, { description: 'Those that it went on against.' })
  overridden!: number;

  @Field(() => Int, { description: 'Those that were of no help.' })
  unhelpful!: number;

  @Field(() => Float, { description: 'The share that it went on against: 0 to 1.' })
  rate!: number;
}

@ObjectType('WarningRate', { description: 'How often people went on against warnings of a kind.' })
export class WarningRateType {
  @Field(() => CountedKindEnum, { description: 'Which.' })
  kind!: CountedKind;

  @Field(() => Int, { description: 'Warnings after which the medicine or the test was left out.' })
  heeded!: number;

  @Field(() => Int, { description: 'Those that somebody went on against.' })
  overridden!: number;

  @Field(() => Int, { description: 'Those that were of no help.' })
  unhelpful!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The share that somebody went on against: 0 to 1. Null where nothing was warned of.',
  })
  rate!: number | null;
}
