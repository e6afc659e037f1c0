import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, wordEnum } from '../../platform/graphql/index.js';
import { DECOMMISSION_KINDS, type DecommissionKind } from './decommission.rules.js';
import { RECALL_KINDS, RECALL_STATUSES, type RecallKind, type RecallStatus } from './recall.entity.js';

export const RecallStatusEnum = wordEnum(
  'RecallStatus',
  RECALL_STATUSES,
  'APPROVED by two people, on its way to the ledger; ISSUED and REFUSED are the ledger’s answers. RETRACTED by who proposed it.',
);
export const RecallKindEnum = wordEnum(
  'RecallKind',
  RECALL_KINDS,
  'A RECALL takes packs back; a WITHDRAWAL ends the product’s lot on the market.',
);
export const DecommissionKindEnum = wordEnum('DecommissionKind', DECOMMISSION_KINDS);

@ObjectType('RecallRange', { description: 'Packing indices of one run, from inclusive, to exclusive.' })
export class RecallRangeType {
  @Field(() => ID)
  runId!: number;

  @Field(() => Int)
  from!: number;

  @Field(() => Int)
  to!: number;
}

@ObjectType('Recall')
export class RecallType {
  @Field(() => ID)
  id!: string;

  @Field(() => RecallKindEnum)
  kind!: RecallKind;

  @Field(() => String, { description: 'I, II or III: I may be life-threatening.' })
  class!: string;

  @Field(() => String, { description: 'What pharmacies are told.' })
  text!: string;

  @Field(() => RecallStatusEnum)
  status!: RecallStatus;

  @Field(() => String, { nullable: true, description: 'The ledger’s error, when it refused.' })
  refusal!: string | null;

  @Field(() => DateTime)
  proposedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  approvedAt!: Date | null;

  @Field(() => DateTime, { nullable: true })
  issuedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the proposal was taken back.' })
  retractedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why the proposal was taken back.' })
  retractReason!: string | null;
}

export const RecallConnection = Connection('Recall', () => RecallType);

@ObjectType('RecallHolder', { description: 'A site that holds recalled units now.' })
export class RecallHolderType {
  @Field(() => Int)
  units!: number;

  @Field(() => DateTime, { nullable: true })
  acknowledgedAt!: Date | null;
}

@InputType('LotOrderInput')
export class LotOrderInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  lotId!: string;

  @Field(() => String)
  reason!: string;
}

@InputType('RecallRangeInput')
export class RecallRangeInput {
  @Field(() => Int)
  runId!: number;

  @Field(() => Int)
  from!: number;

  @Field(() => Int, { description: 'Exclusive.' })
  to!: number;
}

@InputType('ProposeRecallInput')
export class ProposeRecallInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  lotId!: string;

  @Field(() => RecallKindEnum, { defaultValue: 'RECALL' })
  kind: RecallKind = 'RECALL';

  @Field(() => String, { description: 'I, II or III.' })
  class!: string;

  @Field(() => String)
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

@InputType('RecallOrderInput')
export class RecallOrderInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  recallId!: string;
}

@InputType('RetractRecallInput')
export class RetractRecallInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  recallId!: string;

  @Field(() => String, { description: 'Why it is taken back; it stays in the record.' })
  reason!: string;
}

@InputType('DecommissionInput', { description: 'Units that leave the market otherwise than to a patient.' })
export class DecommissionInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => DecommissionKindEnum)
  kind!: DecommissionKind;

  @Field(() => String, { nullable: true, description: 'One pack, as scanned; or a range of a run.' })
  scan?: string;

  @Field(() => Int, { nullable: true })
  runId?: number;

  @Field(() => Int, { nullable: true })
  from?: number;

  @Field(() => Int, { nullable: true, description: 'Exclusive.' })
  to?: number;

  @Field(() => String)
  reason!: string;
}
