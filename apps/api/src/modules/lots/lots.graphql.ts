import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Gtin } from '@custodia/gs1';
import { CalendarDate, Connection, DateTime, GtinScalar, wordEnum } from '../../platform/graphql/index.js';
import { LOT_STATUSES, type LotStatus } from './lot-status.rules.js';
import { RUN_STATUSES, type RunStatus } from './run.entity.js';

export const LotStatusEnum = wordEnum(
  'LotStatus',
  LOT_STATUSES,
  'PENDING until the ledger has confirmed a run. What outranks comes first: recalled, withdrawn, held, expired.',
  {
    PENDING: 'Not on the ledger yet.',
    ACTIVE: 'In order.',
    HELD: 'On hold, by its maker or the regulator; reversible.',
    EXPIRED: 'Its expiry date is over.',
    RECALLED: 'Recalled, all of it; for good.',
    WITHDRAWN: 'Withdrawn from the market; for good.',
  },
);
export const RunStatusEnum = wordEnum(
  'RunStatus',
  RUN_STATUSES,
  'IMPORTING while its serials are taken in; FAILED when the list was refused and nothing of it was kept.',
  {
    IMPORTING: 'Its serials are being taken in.',
    READY: 'All its serials are there.',
    FAILED: 'Its serials were refused; nothing of it is registered.',
  },
);

@ObjectType('Product', { description: 'What is sold under one GTIN.' })
export class ProductType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => GtinScalar, { description: '14 digits with their check digit.' })
  gtin!: string;

  @Field(() => String, { nullable: true, description: 'National Drug Code (US).' })
  ndc!: string | null;

  @Field(() => String, { description: 'As on the pack.' })
  name!: string;

  @Field(() => String, { description: 'The generic name; of a combination, all substances in one text.' })
  substance!: string;

  @Field(() => [String], { description: 'The single substances, lower case.' })
  substances!: string[];

  @Field(() => String, { nullable: true, description: 'Such as 500 mg; null where it has none.' })
  strength!: string | null;

  @Field(() => String, { nullable: true, description: 'Such as capsule; null where it was not given.' })
  form!: string | null;

  @Field(() => String, { description: 'What quantities count: tablet, ml, dose.' })
  baseUnit!: string;

  @Field(() => Int, { description: 'Base units in one pack.' })
  packQuantity!: number;

  @Field(() => Boolean, { description: 'Whether it is handed out on a prescription only.' })
  prescriptionOnly!: boolean;

  @Field(() => String, { nullable: true, description: 'The schedule of a controlled substance.' })
  schedule!: string | null;
}

@ObjectType('UnitCounts', {
  description: 'The units of a lot by what became of them, as the ledger has confirmed it.',
})
export class UnitCountsType {
  @Field(() => Int, { description: 'In stock somewhere, and in order.' })
  active!: number;

  @Field(() => Int, { description: 'Between two sites.' })
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
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, { description: 'The maker’s, AI 10.' })
  number!: string;

  @Field(() => CalendarDate, {
    description: 'The last day of use; the last of the month where no day is given.',
  })
  expiry!: string;

  @Field(() => Boolean, {
    description: 'Whether the pack names a day; else it holds until the end of the month.',
  })
  expiryDayGiven!: boolean;

  @Field(() => Int, { description: 'How often the expiry was corrected.' })
  version!: number;

  @Field(() => LotStatusEnum, { description: 'What is decided about it; what outranks the rest.' })
  status!: LotStatus;

  @Field(() => DateTime, { description: 'When its first run was registered.' })
  createdAt!: Date;
}

@ObjectType('LotAmendment', { description: 'One correction of a lot’s expiry.' })
export class LotAmendmentType {
  @Field(() => Int, { description: 'Counted from 1; 0 is the lot as it was registered.' })
  version!: number;

  @Field(() => CalendarDate, { description: 'What the record said.' })
  expiryBefore!: string;

  @Field(() => Boolean, { description: 'Whether the record named a day.' })
  dayGivenBefore!: boolean;

  @Field(() => CalendarDate, { description: 'What it says now.' })
  expiryAfter!: string;

  @Field(() => Boolean, { description: 'Whether it names one now.' })
  dayGivenAfter!: boolean;

  @Field(() => String, { description: 'In the maker’s words.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Who corrected it.' })
  amendedBy!: string | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  amendedAt!: Date;

  operationId!: string | null;
}

@ObjectType('RejectedLine', { description: 'A line of an uploaded list that could not be used.' })
export class RejectedLineType {
  @Field(() => Int, { description: 'Counted from 1, as editors do.' })
  line!: number;

  @Field(() => String, { description: 'What stood there.' })
  value!: string;

  @Field(() => String, { description: 'Stable, such as SERIAL_TWICE.' })
  code!: string;

  @Field(() => String, { description: 'For people, in English.' })
  reason!: string;
}

@ObjectType('RunFailure', { description: 'Why nothing was registered.' })
export class RunFailureType {
  @Field(() => String, { description: 'Stable; null where the import itself died.' })
  code!: string;

  @Field(() => String, { description: 'For people, in English.' })
  message!: string;

  @Field(() => Int, { description: 'How many lines were refused; `lines` holds the first 1,000.' })
  rejected!: number;

  @Field(() => [RejectedLineType], {
    description: 'The first of the rejected lines; all of them are in the file.',
  })
  lines!: RejectedLineType[];
}

@ObjectType('Run', { description: 'A part of a lot that was registered at once: one lot id on the ledger.' })
export class RunType {
  @Field(() => ID, { description: 'Stable; a whole number.' })
  id!: number;

  @Field(() => String, { description: 'The salted lot id, 0x-hex of 32 bytes.' })
  ledgerLotId!: string;

  @Field(() => Int, { description: '0 as long as an uploaded list is not counted.' })
  units!: number;

  @Field(() => Int, { description: 'Serials taken in so far.' })
  imported!: number;

  @Field(() => RunStatusEnum, { description: 'Whether its serials are all there.' })
  status!: RunStatus;

  @Field(() => RunFailureType, {
    nullable: true,
    description: 'Why its serials were not taken; null unless it failed.',
  })
  failure!: RunFailureType | null;

  @Field(() => String, { nullable: true, description: 'RFC 9162 root over the serial commitments, 0x-hex.' })
  root!: string | null;

  @Field(() => DateTime, { description: 'When it was opened.' })
  createdAt!: Date;
}

@ObjectType('UnitSerial', { description: 'One serialised pack.' })
export class UnitSerialType {
  @Field(() => Int, { description: 'The packing index.' })
  index!: number;

  @Field(() => String, { description: 'AI 21.' })
  serial!: string;

  @Field(() => String, { description: 'What its code holds; the separator is \\u001d.' })
  elementString!: string;
}

export const ProductConnection = Connection('Product', () => ProductType);
export const LotConnection = Connection('Lot', () => LotType);

const KEY = 'Made by the client, one for each intended change: a repetition gives the first answer.';

@InputType({ description: 'A product of your site.' })
export class RegisterProductInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => GtinScalar, { description: '14 digits with their check digit; once in the register.' })
  gtin!: Gtin;

  @Field(() => String, {
    nullable: true,
    description: 'The National Drug Code, in the US market (21 CFR 207.33).',
  })
  ndc?: string | null;

  @Field(() => String, { description: 'As on the pack.' })
  name!: string;

  @Field(() => String, { description: 'The active substance; of a combination, its name.' })
  substance!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'The single substances of a combination; `substance` if left out.',
  })
  substances?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Such as 500 mg.' })
  strength?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as capsule.' })
  form?: string | null;

  @Field(() => String, { description: 'What quantities are counted in, such as capsule.' })
  baseUnit!: string;

  @Field(() => Int, { description: 'Base units in a pack, 1 or more.' })
  packQuantity!: number;

  @Field(() => Boolean, { description: 'Whether it is handed out on a prescription only.' })
  prescriptionOnly!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The schedule of a controlled substance, in the US market (21 CFR 1308).',
  })
  schedule?: string | null;
}

@InputType()
export class RegisterLotInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => GtinScalar, { description: 'A product of your site.' })
  gtin!: Gtin;

  @Field(() => String, { description: '1 to 20 characters that a GS1 code can hold (AI 10).' })
  lotNumber!: string;

  @Field(() => CalendarDate, { description: 'Not over, and at most 15 years ahead.' })
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

  @Field(() => ID, { description: 'A lot of your site.' })
  lotId!: string;

  @Field(() => Int, {
    description: 'The version that you saw: someone else’s correction is not overwritten.',
  })
  version!: number;

  @Field(() => CalendarDate, { description: 'What it should have been.' })
  expiry!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the pack names a day.' })
  expiryDayGiven!: boolean;

  @Field(() => String, { description: 'For the audit trail; not empty.' })
  reason!: string;
}
