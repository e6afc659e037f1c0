import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { CalendarDate, Connection, DateTime, GtinScalar, wordEnum } from '../../platform/graphql/index.js';
import { ITEM_STATES, PRESCRIPTION_STATUSES, type ItemState } from './item-state.rules.js';

export const ItemStateEnum = wordEnum(
  'ItemState',
  ITEM_STATES,
  'PENDING is not on the ledger yet; REFUSED was not taken by it. The rest counts what is still under way.',
);
export const PrescriptionStatusEnum = wordEnum('PrescriptionStatus', PRESCRIPTION_STATUSES);

@ObjectType('PrescriptionItemState', {
  description: 'One thing that can be filled once: a medicine or a repeat.',
})
export class PrescriptionItemStateType {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, {
    description: 'From 0; the key that signs the fills is derived from the token and this.',
  })
  ordinal!: number;

  @Field(() => Int, { description: 'Base units prescribed.' })
  quantity!: number;

  @Field(() => Int, { description: 'Base units that may still be given, pending supplies taken off.' })
  remaining!: number;

  @Field(() => CalendarDate)
  validFrom!: string;

  @Field(() => CalendarDate)
  validUntil!: string;

  @Field(() => ItemStateEnum)
  state!: ItemState;

  @Field(() => String, { nullable: true, description: 'Why the prescriber cancelled it.' })
  cancelReason!: string | null;

  @Field(() => String, {
    name: 'ledgerKey',
    description: '32 bytes, 0x-hex: what the ledger and vouchers name this item.',
  })
  itemKey!: string;
}

@ObjectType('Prescription', {
  description: 'A prescription without its content, which nobody here can read.',
})
export class PrescriptionType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTime)
  issuedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  cancelledAt!: Date | null;

  @Field(() => String, { nullable: true })
  cancelReason!: string | null;
}

export const PrescriptionConnection = Connection('Prescription', () => PrescriptionType);

@ObjectType('IssuedPrescription')
export class IssuedPrescriptionType {
  @Field(() => PrescriptionType)
  prescription!: PrescriptionType;

  @Field(() => String, { description: 'The code for the paper. It is not kept: print it now.' })
  token!: string;
}

@ObjectType('VoucherDomain', {
  description: 'EIP-712 domain of fill vouchers, and the pharmacy they are bound to.',
})
export class VoucherDomainType {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  version!: string;

  @Field(() => Float)
  chainId!: number;

  @Field(() => String)
  verifyingContract!: string;

  @Field(() => Float, { description: 'Ledger id of the pharmacy that asks, a whole number below 2^32.' })
  pharmacy!: number;
}

@ObjectType('OpenedItem', { description: 'An item of an opened prescription.' })
export class OpenedItemType {
  @Field(() => PrescriptionItemStateType)
  state!: PrescriptionItemStateType;

  @Field(() => String)
  substance!: string;

  @Field(() => GtinScalar, { nullable: true, description: 'Where the prescriber named a product.' })
  productGtin!: string | null;

  @Field(() => String, { nullable: true })
  strength!: string | null;

  @Field(() => String, { nullable: true })
  form!: string | null;

  @Field(() => String)
  baseUnit!: string;

  @Field(() => String)
  dosage!: string;

  @Field(() => Boolean)
  substitutionAllowed!: boolean;

  @Field(() => Int, {
    description: 'Base units used so far; a voucher allows up to this plus what is given (and owed) now.',
  })
  upTo!: number;
}

@ObjectType('OpenedPrescription', { description: 'What the patient’s code opens, for this moment.' })
export class OpenedPrescriptionType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTime)
  issuedAt!: Date;

  @Field(() => String)
  patientName!: string;

  @Field(() => CalendarDate, { nullable: true })
  patientBirthDate!: string | null;

  @Field(() => [OpenedItemType])
  items!: OpenedItemType[];

  @Field(() => VoucherDomainType)
  voucher!: VoucherDomainType;
}

@InputType('PrescriptionItemInput')
export class PrescriptionItemInput {
  @Field(() => String)
  substance!: string;

  @Field(() => GtinScalar, { nullable: true })
  productGtin?: string;

  @Field(() => String, { nullable: true })
  strength?: string;

  @Field(() => String, { nullable: true })
  form?: string;

  @Field(() => Int, { description: 'Base units, such as tablets.' })
  quantity!: number;

  @Field(() => String)
  baseUnit!: string;

  @Field(() => String)
  dosage!: string;

  @Field(() => Boolean)
  substitutionAllowed!: boolean;

  @Field(() => CalendarDate, { nullable: true, description: 'Default: today.' })
  validFrom?: string;

  @Field(() => CalendarDate, { nullable: true, description: 'Default: 90 days later.' })
  validUntil?: string;

  @Field(() => Int, { nullable: true, description: 'How often it may be filled again. Default: 0.' })
  repeats?: number;

  @Field(() => Int, { nullable: true, description: 'Days from one repeat to the next. Default: 28.' })
  repeatEveryDays?: number;
}

@InputType('IssuePrescriptionInput')
export class IssuePrescriptionInput {
  @Field(() => String, { description: 'A random UUID.' })
  idempotencyKey!: string;

  @Field(() => String)
  patientName!: string;

  @Field(() => CalendarDate, { nullable: true })
  patientBirthDate?: string;

  @Field(() => [PrescriptionItemInput])
  items!: PrescriptionItemInput[];
}

@InputType('CancelPrescriptionInput')
export class CancelPrescriptionInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  prescriptionId!: string;

  @Field(() => [ID], { description: 'Only these items; none for all that is open.', defaultValue: [] })
  itemIds: string[] = [];

  @Field(() => String)
  reason!: string;
}
