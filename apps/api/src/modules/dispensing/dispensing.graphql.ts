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
  @Field(() => ID)
  id!: string;

  @Field(() => SupplyBasisEnum)
  basis!: SupplyBasis;

  @Field(() => DateTime, { description: 'When it happened.' })
  eventTime!: Date;

  @Field(() => DateTime, { description: 'When it was written down.' })
  recordedAt!: Date;

  @Field(() => String, { nullable: true })
  paperReference!: string | null;

  @Field(() => String, { nullable: true, description: 'Who took the packs, if not the patient.' })
  collector!: string | null;

  @Field(() => String, { nullable: true })
  note!: string | null;
}

export const DispensingConnection = Connection('Dispensing', () => DispensingType);

@ObjectType('DispenseLine', { description: 'One pack, or a part of one.' })
export class DispenseLineType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  serial!: string;

  @Field(() => Int, { description: 'Base units.' })
  quantity!: number;

  @Field(() => DispenseLineStatusEnum)
  status!: DispenseLineStatus;

  @Field(() => String, { nullable: true, description: 'The ledger’s error, when it refused.' })
  refusal!: string | null;

  @Field(() => IrregularReasonEnum, { nullable: true })
  irregularReason!: IrregularReason | null;

  @Field(() => ID, { nullable: true, description: 'The prescription item that it fills.' })
  itemId!: string | null;

  @Field(() => String, { nullable: true })
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
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  itemId!: string;

  @Field(() => Int, { description: 'Base units owed at first.' })
  quantity!: number;

  @Field(() => Int, { description: 'Base units given since.' })
  settled!: number;

  @Field(() => DateTime)
  createdAt!: Date;
}

export const OwedBalanceConnection = Connection('OwedBalance', () => OwedBalanceType);

@ObjectType('NotDispensed', { description: 'That an item was not given, and why.' })
export class NotDispensedType {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  itemId!: string;

  @Field(() => NotDispensedReasonEnum)
  reason!: NotDispensedReason;

  @Field(() => String, { nullable: true })
  note!: string | null;

  @Field(() => DateTime)
  eventTime!: Date;

  @Field(() => DateTime)
  recordedAt!: Date;
}
