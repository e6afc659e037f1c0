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
  {
    E_PRESCRIPTION: 'A prescription of this system, with its fill.',
    PAPER: 'A paper prescription.',
    OVER_THE_COUNTER: 'Without a prescription, where none is needed.',
    EMERGENCY: 'Without the prescription that it needs, which follows.',
    WARD: 'For the stock of a ward or practice.',
    COMPOUNDING: 'As an ingredient.',
  },
);
export const DispensingStatusEnum = wordEnum(
  'DispensingStatus',
  DISPENSING_STATUSES,
  'A visit, summed up over its packs.',
  {
    PENDING: 'The ledger has not said its word on every pack.',
    CONFIRMED: 'The ledger has all of it.',
    PARTLY_REFUSED: 'The ledger refused some of it.',
    REFUSED: 'The ledger refused all of it.',
    UNDONE: 'All of it was undone.',
  },
);
export const DispenseLineStatusEnum = wordEnum(
  'DispenseLineStatus',
  DISPENSE_LINE_STATUSES,
  'HANDED_OUT_REFUSED: the patient had it when the ledger refused; it blocks until it is reported.',
  {
    PENDING: 'Waits for the ledger.',
    CONFIRMED: 'The ledger has it.',
    REFUSED: 'Refused while the pack lay on the counter.',
    UNDO_PENDING: 'Its undo waits for the ledger.',
    UNDONE: 'The pack is stock again, or stays out of it where it had left.',
    HANDED_OUT_REFUSED: 'Refused after the patient had it; it blocks until it is reported.',
    IRREGULAR: 'Reported after it happened.',
  },
);
export const IrregularReasonEnum = wordEnum(
  'IrregularReason',
  IRREGULAR_REASONS,
  'Why a supply was reported and not asked for.',
  {
    OUTAGE: 'The system could not be reached.',
    EMERGENCY: 'There was no time to ask.',
    REFUSED_AFTER_HAND_OUT: 'The ledger refused it after the patient had the pack.',
    LATE_ENTRY: 'It was written down later.',
    OTHER: 'Something else.',
  },
);
export const NotDispensedReasonEnum = wordEnum(
  'NotDispensedReason',
  NOT_DISPENSED_REASONS,
  'Why an item was not given.',
  {
    OUT_OF_STOCK: 'Not in stock.',
    PATIENT_DECLINED: 'The patient did not want it.',
    CLINICAL_CONCERN: 'The pharmacist had a clinical concern.',
    PRESCRIBER_ASKED: 'The prescriber was asked first.',
    ITEM_NOT_READABLE: 'The item could not be read.',
    OTHER: 'Something else, said in the note.',
  },
);

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

  @Field(() => DateTime, { description: 'When the patient was there.' })
  eventTime!: Date;

  @Field(() => DateTime, { description: 'When it was written down.' })
  recordedAt!: Date;
}
