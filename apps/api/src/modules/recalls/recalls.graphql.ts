import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, wordEnum } from '../../platform/graphql/index.js';
import { DECOMMISSION_KINDS, type DecommissionKind } from './decommission.rules.js';
import { RECALL_KINDS, RECALL_STATUSES, type RecallKind, type RecallStatus } from './recall.entity.js';

export const RecallStatusEnum = wordEnum(
  'RecallStatus',
  RECALL_STATUSES,
  'APPROVED by two people, on its way to the ledger; ISSUED and REFUSED are the ledger’s answers. RETRACTED by who proposed it.',
  {
    PROPOSED: 'Waits for a second person.',
    APPROVED: 'On its way to the ledger.',
    ISSUED: 'The ledger has it.',
    REFUSED: 'The ledger refused it.',
    RETRACTED: 'Taken back before anybody approved it.',
  },
);
export const RecallKindEnum = wordEnum(
  'RecallKind',
  RECALL_KINDS,
  'A RECALL takes packs back; a WITHDRAWAL ends the product’s lot on the market.',
  { RECALL: 'The packs must not be used.', WITHDRAWAL: 'The packs leave the market.' },
);
export const DecommissionKindEnum = wordEnum(
  'DecommissionKind',
  DECOMMISSION_KINDS,
  'What becomes of packs.',
  {
    EXPORT: 'They leave the market’s territory.',
    DESTROY: 'They are destroyed.',
    SAMPLE: 'An authority or a laboratory takes them.',
    FREE_SAMPLE: 'They are given away as samples.',
    STOLEN: 'They were stolen.',
    LOCK: 'They are put aside; reversible.',
    UNLOCK: 'They are good again.',
    UNDO: 'An export or a sample is taken back.',
  },
);

@ObjectType('RecalledLot', {
  description: 'A lot of which packs are recalled, as it is announced to everybody.',
})
export class RecalledLotType {
  @Field(() => String, { description: '14 digits.' })
  gtin!: string;

  @Field(() => String, { description: 'As it stands on the pack.' })
  lotNumber!: string;

  @Field(() => String, { description: 'I, II or III: I may be life-threatening.' })
  class!: string;

  @Field(() => DateTime, { description: 'When the ledger took the recall.' })
  issuedAt!: Date;
}

@ObjectType('RecallRange', { description: 'Packing indices of one run, from inclusive, to exclusive.' })
export class RecallRangeType {
  @Field(() => ID, { description: 'The run.' })
  runId!: number;

  @Field(() => Int, { description: 'The first packing index, counted from 0.' })
  from!: number;

  @Field(() => Int, { description: 'Exclusive.' })
  to!: number;
}

@ObjectType('Recall', { description: 'Packs of a lot that must not be used, or leave the market.' })
export class RecallType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => RecallKindEnum, { description: 'Recalled, or withdrawn from the market.' })
  kind!: RecallKind;

  @Field(() => String, { description: 'I, II or III: I may be life-threatening.' })
  class!: string;

  @Field(() => String, { description: 'What pharmacies are told.' })
  text!: string;

  @Field(() => RecallStatusEnum, { description: 'How far it has come.' })
  status!: RecallStatus;

  @Field(() => String, { nullable: true, description: 'The ledger’s error, when it refused.' })
  refusal!: string | null;

  @Field(() => DateTime, { description: 'When the first person asked for it.' })
  proposedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the second person agreed; null until then.' })
  approvedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the ledger had all of it; null until then.' })
  issuedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the proposal was taken back.' })
  retractedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why the proposal was taken back.' })
  retractReason!: string | null;
}

export const RecallConnection = Connection('Recall', () => RecallType);

@ObjectType('RecallHolder', {
  description: 'A site that holds recalled units now, or handed them to patients.',
})
export class RecallHolderType {
  @Field(() => Int, { description: 'How many.' })
  units!: number;

  @Field(() => Int, { description: 'How many more it has handed to patients already.' })
  supplied!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When somebody there said that it was read; null until then.',
  })
  acknowledgedAt!: Date | null;
}

@InputType('LotOrderInput', { description: 'A hold on a lot, or its end.' })
export class LotOrderInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The lot.' })
  lotId!: string;

  @Field(() => String, { description: 'Not empty; who may see the lot reads it.' })
  reason!: string;
}

@InputType('RecallRangeInput', { description: 'Packs of one run.' })
export class RecallRangeInput {
  @Field(() => Int, { description: 'The run.' })
  runId!: number;

  @Field(() => Int, { description: 'The first packing index, counted from 0.' })
  from!: number;

  @Field(() => Int, { description: 'Exclusive.' })
  to!: number;
}

@InputType('ProposeRecallInput', { description: 'A recall or a withdrawal, for a second person to approve.' })
export class ProposeRecallInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The lot.' })
  lotId!: string;

  @Field(() => RecallKindEnum, {
    defaultValue: 'RECALL',
    description: 'Recall, or withdrawal from the market.',
  })
  kind: RecallKind = 'RECALL';

  @Field(() => String, { description: 'I, II or III.' })
  class!: string;

  @Field(() => String, { description: 'What pharmacies are told; not empty.' })
  text!: string;

  @Field(() => String, { description: 'Typed by hand, to confirm: a recall cannot be taken back.' })
  lotNumber!: string;

  @Field(() => [RecallRangeInput], {
    description: 'None, and no serials either: the whole lot.',
    defaultValue: [],
  })
  ranges: RecallRangeInput[] = [];

  @Field(() => [String], {
    description: 'Single packs of the lot, instead of ranges or beside them.',
    defaultValue: [],
  })
  serials: string[] = [];
}

@InputType('RecallOrderInput', { description: 'An answer to a recall.' })
export class RecallOrderInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The recall.' })
  recallId!: string;
}

@InputType('RetractRecallInput', { description: 'A proposal to take back.' })
export class RetractRecallInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A proposal of your site.' })
  recallId!: string;

  @Field(() => String, { description: 'Why it is taken back; it stays in the record.' })
  reason!: string;
}

@InputType('DecommissionInput', { description: 'Units that leave the market otherwise than to a patient.' })
export class DecommissionInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => DecommissionKindEnum, { description: 'What becomes of them.' })
  kind!: DecommissionKind;

  @Field(() => String, { nullable: true, description: 'One pack, as scanned; or a range of a run.' })
  scan?: string;

  @Field(() => Int, { nullable: true, description: 'With `from` and `to`, instead of `scan`.' })
  runId?: number;

  @Field(() => Int, { nullable: true, description: 'The first packing index, counted from 0.' })
  from?: number;

  @Field(() => Int, { nullable: true, description: 'Exclusive.' })
  to?: number;

  @Field(() => String, { description: 'For the audit trail; not empty.' })
  reason!: string;
}
