import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';
import { IrregularReasonEnum, NotDispensedReasonEnum, SupplyBasisEnum } from './dispensing.graphql.js';
import { OverriddenWarningInput } from '../warnings/index.js';
import type { IrregularReason, NotDispensedReason, SupplyBasis } from './supply.js';

const KEY = 'Made by the client, one for each intended change: a repetition gives the first answer.';
const SCAN = 'The pack code as scanned; the separator is \\u001d.';
const WARNED = 'Warnings that it goes on against, at most 100: kept sealed, and counted.';
const PAPER = 'Number or date of the paper prescription.';

@InputType({ description: 'One pack of a basket, or a part of one.' })
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
  @Field(() => ID, { description: 'The item that it is for.' })
  itemId!: string;

  @Field(() => Int, { description: 'Base units used so far, plus what is given and owed now.' })
  upTo!: number;

  @Field(() => DateTime, { description: 'Until when the ledger takes it; at least a minute from now.' })
  deadline!: Date;

  @Field(() => String, { description: '0x-hex, 65 bytes, or 64 as in EIP-2098.' })
  signature!: string;
}

@InputType({ description: 'What of an item is given later.' })
export class OweInput {
  @Field(() => ID, { description: 'An item of which something is given now.' })
  itemId!: string;

  @Field(() => Int, { description: 'Base units.' })
  quantity!: number;
}

@InputType({ description: 'A basket, on one ground.' })
export class DispenseInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => SupplyBasisEnum, { description: 'On what ground the packs are supplied.' })
  basis!: SupplyBasis;

  @Field(() => ID, { nullable: true, description: 'Needed with E_PRESCRIPTION.' })
  prescriptionId?: string;

  @Field(() => String, { nullable: true, description: 'The key of the patient’s code; used in memory only.' })
  contentKey?: string;

  @Field(() => String, { nullable: true, description: PAPER })
  paperReference?: string;

  @Field(() => String, { nullable: true, description: 'Who takes the packs, if not the patient.' })
  collector?: string;

  @Field(() => DateTime, { nullable: true, description: 'When it happened; default: now.' })
  eventTime?: Date;

  @Field(() => [DispenseLineInput], { description: '1 to 100 packs; the same pack once for each item.' })
  lines!: DispenseLineInput[];

  @Field(() => [FillInput], { description: 'One signature for each item of the basket.' })
  fills!: FillInput[];

  @Field(() => [OweInput], { nullable: true, description: 'What the patient gets later.' })
  owe?: OweInput[];

  @Field(() => [OverriddenWarningInput], { nullable: true, description: WARNED })
  warnings?: OverriddenWarningInput[];
}

@InputType({ description: 'Supplies to undo.' })
export class UndoDispenseInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => [ID], { description: 'Lines of your site’s supplies.' })
  lineIds!: string[];

  @Field(() => Boolean, { description: 'A pack that has left never goes back into stock.' })
  packLeftPharmacy!: boolean;

  @Field(() => String, { nullable: true, description: 'For the record.' })
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

  @Field(() => String, { nullable: true, description: 'The pharmacist’s own.' })
  note?: string;

  @Field(() => String, { nullable: true, description: 'Who took the packs, if not the patient.' })
  collector?: string;

  @Field(() => String, { nullable: true, description: PAPER })
  paperReference?: string;

  @Field(() => ID, { nullable: true, description: 'Where it was on an e-prescription.' })
  prescriptionId?: string;

  @Field(() => String, { nullable: true, description: 'The key of the patient’s code; used in memory only.' })
  contentKey?: string;

  @Field(() => [DispenseLineInput], {
    nullable: true,
    description: 'The packs, as scanned; instead of `lineIds`.',
  })
  lines?: DispenseLineInput[];

  @Field(() => [FillInput], {
    nullable: true,
    description: 'Signatures of the patient, where there are any: they charge the prescription.',
  })
  fills?: FillInput[];
}

@InputType({ description: 'The pack went to another patient than was recorded.' })
export class CorrectPatientInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The supply that was recorded.' })
  lineId!: string;

  @Field(() => String, { description: 'What happened; not empty.' })
  reason!: string;

  @Field(() => SupplyBasisEnum, { description: 'The ground on which the right patient got it.' })
  basis!: SupplyBasis;

  @Field(() => String, { nullable: true, description: PAPER })
  paperReference?: string;

  @Field(() => ID, { nullable: true, description: 'The right patient’s.' })
  prescriptionId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the right patient’s code; used in memory only.',
  })
  contentKey?: string;

  @Field(() => FillInput, {
    nullable: true,
    description: 'The right patient’s signature, with E_PRESCRIPTION.',
  })
  fill?: FillInput;

  @Field(() => String, {
    nullable: true,
    description: 'Needed where another product or form was given than the right one is prescribed.',
  })
  substitutionReason?: string;
}

@InputType({ description: 'An item that is not given, and why.' })
export class NotDispensedInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The prescription.' })
  prescriptionId!: string;

  @Field(() => String, { description: 'The key of the patient’s code; used in memory only.' })
  contentKey!: string;

  @Field(() => ID, { description: 'An item of the prescription.' })
  itemId!: string;

  @Field(() => NotDispensedReasonEnum, { description: 'Why not.' })
  reason!: NotDispensedReason;

  @Field(() => String, { nullable: true, description: 'Needed with OTHER.' })
  note?: string;

  @Field(() => DateTime, { nullable: true, description: 'When the patient was there; default: now.' })
  eventTime?: Date;
}

@InputType({ description: 'A new signature for an owed balance.' })
export class OwedFillInput {
  @Field(() => Int, { description: 'Base units used so far, plus what is given now.' })
  upTo!: number;

  @Field(() => DateTime, { description: 'Until when the ledger takes it; at least a minute from now.' })
  deadline!: Date;

  @Field(() => String, { description: '0x-hex, 65 bytes, or 64 as in EIP-2098.' })
  signature!: string;
}

@InputType({ description: 'Packs given for what is owed.' })
export class SettleOwedInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'What is owed.' })
  owedId!: string;

  @Field(() => [DispenseLineInput], { description: 'The packs.' })
  lines!: DispenseLineInput[];

  @Field(() => String, { nullable: true, description: 'Who takes the packs, if not the patient.' })
  collector?: string;

  @Field(() => [OverriddenWarningInput], { nullable: true, description: WARNED })
  warnings?: OverriddenWarningInput[];

  @Field(() => OwedFillInput, { nullable: true, description: 'Where the first signature has run out.' })
  fill?: OwedFillInput;
}
