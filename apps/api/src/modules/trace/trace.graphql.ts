import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, SsccScalar, wordEnum } from '../../platform/graphql/index.js';
import { ScanAnswerKindEnum, type ScanAnswerKind } from '../verification/index.js';
import { HOP_KINDS, type HopKind } from './trace.rules.js';
import { TRACE_STATUSES, type TraceStatus } from './unit-status.js';

export const TraceStatusEnum = wordEnum('TraceStatus', TRACE_STATUSES, 'What outranks comes first.', {
  IN_STOCK: 'At a site, in order.',
  IN_TRANSIT: 'Between two sites.',
  OPENED: 'A stock bottle that is dispensed in parts.',
  SUPPLIED: 'Handed out.',
  LOCKED: 'Locked by its holder or the regulator.',
  MISSING: 'Reported missing.',
  DECOMMISSIONED: 'Off the market.',
  HELD: 'Its lot is on hold.',
  RECALLED: 'Recalled.',
  WITHDRAWN: 'Its lot is withdrawn from the market.',
  NOT_ON_LEDGER: 'Its run is not registered on the ledger.',
});
export const HopKindEnum = wordEnum(
  'HopKind',
  HOP_KINDS,
  'What happened to a pack, or was decided about its lot.',
  {
    REGISTERED: 'Its run was registered.',
    AMENDED: 'The lot’s record was corrected.',
    SHIPPED: 'It was sent.',
    RECEIVED: 'It was taken in.',
    REJECTED: 'Its receiver refused it.',
    TAKEN_BACK: 'Its sender took it back.',
    ORDERED: 'The regulator ordered it elsewhere.',
    CLAIMED: 'Somebody took it over that it was never sent to.',
    MISSING: 'It was reported missing.',
    DISPENSED: 'It was handed out.',
    IRREGULAR_SUPPLY: 'Its supply was reported after it happened.',
    UNDONE: 'Its supply was undone.',
    LOCKED: 'Its holder locked it.',
    SEIZED: 'The regulator locked it.',
    UNLOCKED: 'It was unlocked.',
    EXPORTED: 'It left the market’s territory.',
    DESTROYED: 'It was destroyed.',
    SAMPLED: 'It was taken as a sample.',
    FREE_SAMPLE: 'It was given away as a sample.',
    STOLEN: 'It was reported stolen.',
    HELD: 'Its lot was put on hold.',
    RELEASED: 'A hold on its lot was lifted.',
    RECALLED: 'It was recalled.',
    WITHDRAWN: 'Its lot was withdrawn from the market.',
    SCANNED: 'Its code was read.',
  },
);

@ObjectType('TraceHop', { description: 'One step on the way of a pack.' })
export class TraceHopType {
  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => HopKindEnum, { description: 'What happened.' })
  kind!: HopKind;

  @Field(() => String, { nullable: true, description: 'Number of the shipment, where it has one.' })
  shipment!: string | null;

  @Field(() => [SsccScalar], {
    description: 'What it travelled in, the innermost first: the carton, and the pallet that this stood on.',
  })
  containers!: string[];

  @Field(() => String, { nullable: true, description: 'Of a scan: the name of its verdict.' })
  verdict!: string | null;

  @Field(() => ScanAnswerKindEnum, { nullable: true, description: 'Of a scan: how its card was left.' })
  answer!: ScanAnswerKind | null;

  @Field(() => String, { nullable: true, description: 'What was added to the answer.' })
  note!: string | null;

  @Field(() => Boolean, { description: 'False while it is on its way to the ledger.' })
  confirmed!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The transaction, 0x-hex; null where the ledger has nothing of it.',
  })
  txHash!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The block that it is in; null where the ledger has nothing of it.',
  })
  blockNumber!: number | null;

  @Field(() => Boolean, { description: 'Something is missing before it.' })
  gap!: boolean;
}

@ObjectType('Trace', { description: 'The way of one pack, as far as you may see it.' })
export class TraceType {
  @Field(() => String, { description: 'AI 10.' })
  lotNumber!: string;

  @Field(() => String, { description: 'AI 21.' })
  serial!: string;

  @Field(() => TraceStatusEnum, { description: 'How it stands now.' })
  status!: TraceStatus;

  @Field(() => [TraceHopType], { description: 'All of them for the regulator, their own for others.' })
  hops!: TraceHopType[];

  @Field(() => Boolean, {
    description: 'Custody is confirmed without a gap from the maker on, also where you do not see it.',
  })
  complete!: boolean;
}
