import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, wordEnum } from '../../platform/graphql/index.js';
import {
  DISPENSE_LINE_STATUSES,
  DISPENSING_STATUSES,
  IRREGULAR_REASONS,
  NOT_DISPENSED_REASONS,
  SUPPLY_BASES,
  type DispenseLineStatus,
  type IrregularReason,
  type NotDispensedReason,
  type SupplyBasis,
} from './supply.js';

export const SupplyBasisEnum = wordEnum(
  'SupplyBasis',
  SUPPLY_BASES,
  'On what ground a pack is supplied. WARD is stock of a ward or practice.',
);
export const DispensingStatusEnum = wordEnum('DispensingStatus', DISPENSING_STATUSES);
export const DispenseLineStatusEnum = wordEnum(
  'DispenseLineStatus',
  DISPENSE_LINE_STATUSES,
  'HANDED_OUT_REFUSED: the patient had it when the ledger refused; it blocks until it is reported.',
);
export const IrregularReasonEnum = wordEnum('IrregularReason', IRREGULAR_REASONS);
export const NotDispensedReasonEnum = wordEnum('NotDispensedReason', NOT_DISPENSED_REASONS);

@ObjectType('Dispensing', { description: 'One visit: packs supplied together, on one ground.' })
export class DispensingType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => SupplyBasisEnum, { description: 'On what ground the packs were supplied.' })
  basis!: SupplyBasis;

  @Field(() => DateTime, { description: 'When it happened.' })
  eventTime!: Date;

  @Field(() => DateTime, { description: 'When it was written down.' })
  recordedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The number or date of the paper prescription; null on another basis.',
  })
  paperReference!: string | null;

  @Field(() => String, { nullable: true, description: 'Who took the packs, if not the patient.' })
  collector!: string | null;

  @Field(() => String, { nullable: true, description: 'The pharmacist’s own; null where there is none.' })
  note!: string | null;
}

export const DispensingConnection = Connection('Dispensing', () => DispensingType);

@ObjectType('DispenseLine', { description: 'One pack, or a part of one.' })
export class DispenseLineType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, { description: 'AI 21.' })
  serial!: string;

  @Field(() => Int, { description: 'Base units.' })
  quantity!: number;

  @Field(() => DispenseLineStatusEnum, { description: 'How far it has come.' })
  status!: DispenseLineStatus;

  @Field(() => String, { nullable: true, description: 'The ledger’s error, when it refused.' })
  refusal!: string | null;

  @Field(() => IrregularReasonEnum, {
    nullable: true,
    description: 'Why it was reported and not asked for; null unless it is IRREGULAR.',
  })
  irregularReason!: IrregularReason | null;

  @Field(() => ID, { nullable: true, description: 'The prescription item that it fills.' })
  itemId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why another product or form was given; null where none was.',
  })
  substitutionReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was supplied although the verdict was amber.' })
  overrideReason!: string | null;

  @Field(() => Boolean, {
    description: 'The pack had left when the supply was undone: it stays out of stock.',
  })
  packLeft!: boolean;
}

@ObjectType('OwedBalance', { description: 'What the pharmacy still owes a patient.' })
export class OwedBalanceType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => ID, { description: 'The prescription item of which it is owed.' })
  itemId!: string;

  @Field(() => Int, { description: 'Base units owed at first.' })
  quantity!: number;

  @Field(() => Int, { description: 'Base units given since.' })
  settled!: number;

  @Field(() => DateTime, { description: 'When it was owed first.' })
  createdAt!: Date;
}

export const OwedBalanceConnection = Connection('OwedBalance', () => OwedBalanceType);

@ObjectType('NotDispensed', { description: 'That an item was not given, and why.' })
export class NotDispensedType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => ID, { description: 'The prescription item that was not given.' })
  itemId!: string;

  @Field(() => NotDispensedReasonEnum, { description: 'Why not.' })
  reason!: NotDispensedReason;

  @Field(() => String, { nullable: true, description: 'Its words, with OTHER.' })
  note!: string | null;

  @Field(() => DateTime, { description: 'When the patient was there.' })
  eventTime!: Date;

  @Field(() => DateTime, { description: 'When it was written down.' })
  recordedAt!: Date;
}
