import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Gtin } from '@custodia/gs1';
import { CalendarDate, Connection, DateTime, GtinScalar, wordEnum } from '../../platform/graphql/index.js';
import { LOT_STATUSES, type LotStatus } from './lot-status.rules.js';
import { RUN_STATUSES, type RunStatus } from './run.entity.js';

export const LotStatusEnum = wordEnum(
  'LotStatus',
  LOT_STATUSES,
  'PENDING until the ledger has confirmed a run. What outranks comes first: recalled, withdrawn, held, expired.',
);
export const RunStatusEnum = wordEnum(
  'RunStatus',
  RUN_STATUSES,
  'IMPORTING while its serials are taken in; FAILED when the list was refused and nothing of it was kept.',
);

@ObjectType('Product', { description: 'What is sold under one GTIN.' })
export class ProductType {
  @Field(() => ID)
  id!: string;

  @Field(() => GtinScalar)
  gtin!: string;

  @Field(() => String, { nullable: true, description: 'National Drug Code (US).' })
  ndc!: string | null;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'The generic name; of a combination, all substances in one text.' })
  substance!: string;

  @Field(() => [String], { description: 'The single substances, lower case.' })
  substances!: string[];

  @Field(() => String, { nullable: true })
  strength!: string | null;

  @Field(() => String, { nullable: true })
  form!: string | null;

  @Field(() => String, { description: 'What quantities count: tablet, ml, dose.' })
  baseUnit!: string;

  @Field(() => Int, { description: 'Base units in one pack.' })
  packQuantity!: number;

  @Field(() => Boolean)
  prescriptionOnly!: boolean;

  @Field(() => String, { nullable: true, description: 'The schedule of a controlled substance.' })
  schedule!: string | null;
}

@ObjectType('UnitCounts', {
  description: 'The units of a lot by what became of them, as the ledger has confirmed it.',
})
export class UnitCountsType {
  @Field(() => Int)
  active!: number;

  @Field(() => Int)
  inTransit!: number;

  @Field(() => Int, { description: 'Dispensed, in whole or in part.' })
  supplied!: number;

  @Field(() => Int, { description: 'Exported, destroyed, sampled or stolen.' })
  decommissioned!: number;

  @Field(() => Int, { description: 'Locked, seized or missing.' })
  blocked!: number;
}

@ObjectType('Lot', { description: 'A batch: GTIN, lot number and expiry.' })
export class LotType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  number!: string;

  @Field(() => CalendarDate, {
    description: 'The last day of use; the last of the month where no day is given.',
  })
  expiry!: string;

  @Field(() => Boolean)
  expiryDayGiven!: boolean;

  @Field(() => Int, { description: 'How often the expiry was corrected.' })
  version!: number;

  @Field(() => LotStatusEnum)
  status!: LotStatus;

  @Field(() => DateTime)
  createdAt!: Date;
}

@ObjectType('LotAmendment', { description: 'One correction of a lot’s expiry.' })
export class LotAmendmentType {
  @Field(() => Int, { description: 'Counted from 1; 0 is the lot as it was registered.' })
  version!: number;

  @Field(() => CalendarDate)
  expiryBefore!: string;

  @Field(() => Boolean)
  dayGivenBefore!: boolean;

  @Field(() => CalendarDate)
  expiryAfter!: string;

  @Field(() => Boolean)
  dayGivenAfter!: boolean;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Who corrected it.' })
  amendedBy!: string | null;

  @Field(() => DateTime)
  amendedAt!: Date;

  operationId!: string | null;
}

@ObjectType('RejectedLine', { description: 'A line of an uploaded list that could not be used.' })
export class RejectedLineType {
  @Field(() => Int, { description: 'Counted from 1, as editors do.' })
  line!: number;

  @Field(() => String)
  value!: string;

  @Field(() => String, { description: 'Stable, such as SERIAL_TWICE.' })
  code!: string;

  @Field(() => String)
  reason!: string;
}

@ObjectType('RunFailure', { description: 'Why nothing was registered.' })
export class RunFailureType {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  message!: string;

  @Field(() => Int, { description: 'How many lines were refused; `lines` holds the first 1,000.' })
  rejected!: number;

  @Field(() => [RejectedLineType])
  lines!: RejectedLineType[];
}

@ObjectType('Run', { description: 'A part of a lot that was registered at once: one lot id on the ledger.' })
export class RunType {
  @Field(() => ID)
  id!: number;

  @Field(() => String, { description: 'The salted lot id, 0x-hex of 32 bytes.' })
  ledgerLotId!: string;

  @Field(() => Int, { description: '0 as long as an uploaded list is not counted.' })
  units!: number;

  @Field(() => Int, { description: 'Serials taken in so far.' })
  imported!: number;

  @Field(() => RunStatusEnum)
  status!: RunStatus;

  @Field(() => RunFailureType, { nullable: true })
  failure!: RunFailureType | null;

  @Field(() => String, { nullable: true, description: 'RFC 9162 root over the serial commitments, 0x-hex.' })
  root!: string | null;

  @Field(() => DateTime)
  createdAt!: Date;
}

@ObjectType('UnitSerial', { description: 'One serialised pack.' })
export class UnitSerialType {
  @Field(() => Int, { description: 'The packing index.' })
  index!: number;

  @Field(() => String)
  serial!: string;

  @Field(() => String, { description: 'What its code holds; the separator is \\u001d.' })
  elementString!: string;
}

export const ProductConnection = Connection('Product', () => ProductType);
export const LotConnection = Connection('Lot', () => LotType);

const KEY = 'Made by the client, one for each intended change: a repetition gives the first answer.';

@InputType()
export class RegisterProductInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => GtinScalar)
  gtin!: Gtin;

  @Field(() => String, { nullable: true })
  ndc?: string | null;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  substance!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'The single substances of a combination; `substance` if left out.',
  })
  substances?: string[] | null;

  @Field(() => String, { nullable: true })
  strength?: string | null;

  @Field(() => String, { nullable: true })
  form?: string | null;

  @Field(() => String)
  baseUnit!: string;

  @Field(() => Int)
  packQuantity!: number;

  @Field(() => Boolean)
  prescriptionOnly!: boolean;

  @Field(() => String, { nullable: true })
  schedule?: string | null;
}

@InputType()
export class RegisterLotInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => GtinScalar)
  gtin!: Gtin;

  @Field(() => String)
  lotNumber!: string;

  @Field(() => CalendarDate)
  expiry!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False where the packs print the month only.' })
  expiryDayGiven!: boolean;

  @Field(() => Int, { description: '1 to 1,000,000.' })
  units!: number;
}

@InputType()
export class AmendLotInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID)
  lotId!: string;

  @Field(() => Int, {
    description: 'The version that you saw: someone else’s correction is not overwritten.',
  })
  version!: number;

  @Field(() => CalendarDate)
  expiry!: string;

  @Field(() => Boolean, { defaultValue: true })
  expiryDayGiven!: boolean;

  @Field(() => String)
  reason!: string;
}
