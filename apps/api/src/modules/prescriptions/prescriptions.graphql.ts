import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { CalendarDate, Connection, DateTime, GtinScalar, wordEnum } from '../../platform/graphql/index.js';
import { ITEM_STATES, PRESCRIPTION_STATUSES, type ItemState } from './item-state.rules.js';

export const ItemStateEnum = wordEnum(
  'ItemState',
  ITEM_STATES,
  'PENDING is not on the ledger yet; REFUSED was not taken by it. The rest counts what is still under way.',
  {
    PENDING: 'Not on the ledger yet.',
    ISSUED: 'Nothing was given of it.',
    PARTLY_DISPENSED: 'Some of it was given.',
    DISPENSED: 'All of it was given.',
    CANCELLED: 'The prescriber has cancelled it.',
    EXPIRED: 'Its last day is over.',
    NOT_YET_VALID: 'Its first day has not begun.',
    REFUSED: 'The ledger refused to issue it.',
  },
);
export const PrescriptionStatusEnum = wordEnum(
  'PrescriptionStatus',
  PRESCRIPTION_STATUSES,
  'A prescription, summed up over its items.',
  {
    OPEN: 'Something may be given, now or later.',
    DONE: 'Nothing is open any more.',
    CANCELLED: 'The prescriber has cancelled it.',
  },
);

@ObjectType('PrescriptionItemState', {
  description: 'One thing that can be filled once: a medicine or a repeat.',
})
export class PrescriptionItemStateType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => Int, {
    description: 'From 0; the key that signs the fills is derived from the token and this.',
  })
  ordinal!: number;

  @Field(() => Int, { description: 'Base units prescribed.' })
  quantity!: number;

  @Field(() => Int, { description: 'Base units that may still be given, pending supplies taken off.' })
  remaining!: number;

  @Field(() => CalendarDate, { description: 'The first day on which it may be filled.' })
  validFrom!: string;

  @Field(() => CalendarDate, { description: 'The last day on which it may be filled.' })
  validUntil!: string;

  @Field(() => ItemStateEnum, { description: 'How it stands today, at the prescriber’s place.' })
  state!: ItemState;

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
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => DateTime, { description: 'When it was issued.' })
  issuedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When all of it was cancelled; null where it was not.',
  })
  cancelledAt!: Date | null;
}

export const PrescriptionConnection = Connection('Prescription', () => PrescriptionType);

@ObjectType('IssuedPrescription', { description: 'A new prescription with the code that opens it.' })
export class IssuedPrescriptionType {
  @Field(() => PrescriptionType, { description: 'What was issued, without its content.' })
  prescription!: PrescriptionType;

  @Field(() => String, { description: 'The code for the paper. It is not kept: print it now.' })
  token!: string;
}

@ObjectType('VoucherDomain', {
  description: 'EIP-712 domain of fill vouchers, and the pharmacy they are bound to.',
})
export class VoucherDomainType {
  @Field(() => String, { description: 'As EIP-712 hashes it.' })
  name!: string;

  @Field(() => String, { description: 'As EIP-712 hashes it.' })
  version!: string;

  @Field(() => Float, { description: 'EIP-155.' })
  chainId!: number;

  @Field(() => String, { description: 'The address of PrescriptionLedger, 0x-hex.' })
  verifyingContract!: string;

  @Field(() => Float, { description: 'Ledger id of the pharmacy that asks, a whole number below 2^32.' })
  pharmacy!: number;
}

@ObjectType('OpenedItem', { description: 'An item of an opened prescription.' })
export class OpenedItemType {
  @Field(() => PrescriptionItemStateType, { description: 'Where it stands.' })
  state!: PrescriptionItemStateType;

  @Field(() => String, { description: 'The active substance.' })
  substance!: string;

  @Field(() => GtinScalar, { nullable: true, description: 'Where the prescriber named a product.' })
  productGtin!: string | null;

  @Field(() => String, { nullable: true, description: 'Such as 500 mg; null where any may be given.' })
  strength!: string | null;

  @Field(() => String, { nullable: true, description: 'Such as capsule; null where any may be given.' })
  form!: string | null;

  @Field(() => String, { description: 'What quantities are counted in, such as capsule.' })
  baseUnit!: string;

  @Field(() => String, { description: 'For the patient, in the prescriber’s words.' })
  dosage!: string;

  @Field(() => Boolean, { description: 'Whether another product or form may be given, with a reason.' })
  substitutionAllowed!: boolean;

  @Field(() => Int, {
    description: 'Base units used so far; a voucher allows up to this plus what is given (and owed) now.',
  })
  upTo!: number;
}

@ObjectType('OpenedPrescription', { description: 'What the patient’s code opens, for this moment.' })
export class OpenedPrescriptionType {
  @Field(() => ID, { description: 'The prescription’s id.' })
  id!: string;

  @Field(() => DateTime, { description: 'When it was issued.' })
  issuedAt!: Date;

  @Field(() => String, { description: 'As the prescriber wrote it.' })
  patientName!: string;

  @Field(() => CalendarDate, { nullable: true, description: 'Null where it was not given.' })
  patientBirthDate!: string | null;

  @Field(() => [OpenedItemType], { description: 'What it prescribes.' })
  items!: OpenedItemType[];

  @Field(() => VoucherDomainType, { description: 'What the patient’s code has to sign for this pharmacy.' })
  voucher!: VoucherDomainType;
}

@InputType('PrescriptionItemInput', { description: 'One medicine, with its repeats.' })
export class PrescriptionItemInput {
  @Field(() => String, { description: 'The active substance.' })
  substance!: string;

  @Field(() => GtinScalar, { nullable: true, description: 'Only where this very product is meant.' })
  productGtin?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Such as 500 mg; leave it out where any may be given.',
  })
  strength?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Such as capsule; leave it out where any may be given.',
  })
  form?: string;

  @Field(() => Int, { description: 'Base units, such as tablets.' })
  quantity!: number;

  @Field(() => String, { description: 'What quantities are counted in, such as capsule.' })
  baseUnit!: string;

  @Field(() => String, { description: 'For the patient.' })
  dosage!: string;

  @Field(() => Boolean, { description: 'Whether another product or form may be given, with a reason.' })
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

@InputType('IssuePrescriptionInput', {
  description: 'A prescription; its content is sealed, and kept by nobody in the clear.',
})
export class IssuePrescriptionInput {
  @Field(() => String, { description: 'A random UUID.' })
  idempotencyKey!: string;

  @Field(() => String, { description: 'As the pharmacist will read it.' })
  patientName!: string;

  @Field(() => CalendarDate, { nullable: true, description: 'As the pharmacist will read it.' })
  patientBirthDate?: string;

  @Field(() => [PrescriptionItemInput], { description: 'At least one.' })
  items!: PrescriptionItemInput[];
}

@InputType('CancelPrescriptionInput', { description: 'What of a prescription is cancelled.' })
export class CancelPrescriptionInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A prescription of your site.' })
  prescriptionId!: string;

  @Field(() => [ID], { description: 'Only these items; none for all that is open.', defaultValue: [] })
  itemIds: string[] = [];

  @Field(() => String, {
    description: 'Not empty; shown to the prescriber and, of an item, to the pharmacy.',
  })
  reason!: string;
}
