import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';
import { IrregularReasonEnum, NotDispensedReasonEnum, SupplyBasisEnum } from './dispensing.graphql.js';
import type { IrregularReason, NotDispensedReason, SupplyBasis } from './supply.js';

const KEY = 'Made by the client, one for each intended change: a repetition gives the first answer.';
const SCAN = 'The pack code as scanned; the separator is \\u001d.';
const PAPER = 'Number or date of the paper prescription.';

@InputType()
export class DispenseLineInput {
  @Field(() => String, { description: SCAN })
  scan!: string;

  @Field(() => ID, { nullable: true, description: 'The prescription item that it fills.' })
  itemId?: string;

  @Field(() => Int, { nullable: true, description: 'Base units; default: all that is in the pack.' })
  quantity?: number;

  @Field(() => String, { nullable: true, description: 'Needed where another product or form is given.' })
  substitutionReason?: string;

  @Field(() => String, { nullable: true, description: 'Needed where the verdict is amber.' })
  override?: string;
}

@InputType({ description: 'Fill(item, pharmacy, upTo, deadline), EIP-712, signed by the item’s key.' })
export class FillInput {
  @Field(() => ID)
  itemId!: string;

  @Field(() => Int, { description: 'Base units used so far, plus what is given and owed now.' })
  upTo!: number;

  @Field(() => DateTime)
  deadline!: Date;

  @Field(() => String, { description: '0x-hex, 65 bytes, or 64 as in EIP-2098.' })
  signature!: string;
}

@InputType()
export class OweInput {
  @Field(() => ID)
  itemId!: string;

  @Field(() => Int, { description: 'Base units.' })
  quantity!: number;
}

@InputType()
export class DispenseInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => SupplyBasisEnum)
  basis!: SupplyBasis;

  @Field(() => ID, { nullable: true })
  prescriptionId?: string;

  @Field(() => String, { nullable: true, description: 'The key of the patient’s code; used in memory only.' })
  contentKey?: string;

  @Field(() => String, { nullable: true, description: PAPER })
  paperReference?: string;

  @Field(() => String, { nullable: true, description: 'Who takes the packs, if not the patient.' })
  collector?: string;

  @Field(() => DateTime, { nullable: true, description: 'When it happened; default: now.' })
  eventTime?: Date;

  @Field(() => [DispenseLineInput])
  lines!: DispenseLineInput[];

  @Field(() => [FillInput], { description: 'One signature for each item of the basket.' })
  fills!: FillInput[];

  @Field(() => [OweInput], { nullable: true })
  owe?: OweInput[];
}

@InputType()
export class UndoDispenseInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => [ID])
  lineIds!: string[];

  @Field(() => Boolean, { description: 'A pack that has left never goes back into stock.' })
  packLeftPharmacy!: boolean;

  @Field(() => String, { nullable: true })
  reason?: string;
}

@InputType({ description: 'A supply that already happened: packs scanned, or refused supplies of yours.' })
export class ReportSupplyInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => [ID], { nullable: true, description: 'Lines that the ledger refused after the hand-out.' })
  lineIds?: string[];

  @Field(() => IrregularReasonEnum, { nullable: true, description: 'Needed with `lines`.' })
  reason?: IrregularReason;

  @Field(() => SupplyBasisEnum, { nullable: true, description: 'Needed with `lines`.' })
  basis?: SupplyBasis;

  @Field(() => DateTime, { nullable: true, description: 'When it happened. Needed with `lines`.' })
  eventTime?: Date;

  @Field(() => String, { nullable: true })
  note?: string;

  @Field(() => String, { nullable: true })
  collector?: string;

  @Field(() => String, { nullable: true, description: PAPER })
  paperReference?: string;

  @Field(() => ID, { nullable: true })
  prescriptionId?: string;

  @Field(() => String, { nullable: true })
  contentKey?: string;

  @Field(() => [DispenseLineInput], { nullable: true })
  lines?: DispenseLineInput[];

  @Field(() => [FillInput], { nullable: true })
  fills?: FillInput[];
}

@InputType({ description: 'The pack went to another patient than was recorded.' })
export class CorrectPatientInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID)
  lineId!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => SupplyBasisEnum, { description: 'The ground on which the right patient got it.' })
  basis!: SupplyBasis;

  @Field(() => String, { nullable: true, description: PAPER })
  paperReference?: string;

  @Field(() => ID, { nullable: true, description: 'The right patient’s.' })
  prescriptionId?: string;

  @Field(() => String, { nullable: true })
  contentKey?: string;

  @Field(() => FillInput, { nullable: true })
  fill?: FillInput;

  @Field(() => String, { nullable: true })
  substitutionReason?: string;
}

@InputType()
export class NotDispensedInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID)
  prescriptionId!: string;

  @Field(() => String)
  contentKey!: string;

  @Field(() => ID)
  itemId!: string;

  @Field(() => NotDispensedReasonEnum)
  reason!: NotDispensedReason;

  @Field(() => String, { nullable: true, description: 'Needed with OTHER.' })
  note?: string;

  @Field(() => DateTime, { nullable: true })
  eventTime?: Date;
}

@InputType({ description: 'A new signature for an owed balance.' })
export class OwedFillInput {
  @Field(() => Int)
  upTo!: number;

  @Field(() => DateTime)
  deadline!: Date;

  @Field(() => String)
  signature!: string;
}

@InputType()
export class SettleOwedInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID)
  owedId!: string;

  @Field(() => [DispenseLineInput])
  lines!: DispenseLineInput[];

  @Field(() => String, { nullable: true })
  collector?: string;

  @Field(() => OwedFillInput, { nullable: true, description: 'Where the first signature has run out.' })
  fill?: OwedFillInput;
}
