import type { Sscc } from '@custodia/gs1';
import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, SsccScalar, wordEnum } from '../../platform/graphql/index.js';
import { OperationStatusEnum, type OperationStatus } from '../../platform/work/index.js';
import { CONTAINER_KINDS, type ContainerKind } from './container.entity.js';
import {
  LINE_STATUSES,
  SHIPMENT_STATUSES,
  type LineStatus,
  type ShipmentStatus,
} from './shipment-status.rules.js';
import { SHIPMENT_KINDS, type ShipmentKind } from './shipment.entity.js';
import { DIRECTIONS } from './shipments.queries.js';
import { HELD_STATES, type HeldState } from './stock.rules.js';

export const ShipmentDirectionEnum = wordEnum(
  'ShipmentDirection',
  DIRECTIONS,
  'Which way, seen from your site.',
  { INBOUND: 'To your site.', OUTBOUND: 'From your site.' },
);
export const ShipmentKindEnum = wordEnum('ShipmentKind', SHIPMENT_KINDS, 'Whether goods go on or back.', {
  DELIVERY: 'On, to who uses or sells them.',
  RETURN: 'Back, to who sent them, their maker or a disposer.',
});
export const ContainerKindEnum = wordEnum('ContainerKind', CONTAINER_KINDS, 'What carries an SSCC.', {
  CARTON: 'Holds packs.',
  PALLET: 'Holds cartons, and packs.',
});
export const ShipmentStatusEnum = wordEnum(
  'ShipmentStatus',
  SHIPMENT_STATUSES,
  'REJECTED by the receiver, RETURNED to the sender before anybody received it, REFUSED by the ledger.',
  {
    IN_TRANSIT: 'All of it is on its way.',
    PARTLY_RECEIVED: 'Some of it was taken in.',
    RECEIVED: 'All that was not refused was taken in.',
    REJECTED: 'The receiver refused it.',
    RETURNED: 'The sender took it back before anybody received it.',
    REFUSED: 'The ledger refused it: nothing was sent.',
  },
);
export const ShipmentLineStatusEnum = wordEnum(
  'ShipmentLineStatus',
  LINE_STATUSES,
  'What became of packs in a shipment.',
  {
    IN_TRANSIT: 'On their way.',
    RECEIVED: 'Taken in by the receiver.',
    REJECTED: 'Refused by the receiver.',
    TAKEN_BACK: 'Taken back by the sender.',
    MISSING: 'Not in the delivery.',
    REFUSED: 'Refused by the ledger.',
  },
);

@ObjectType('UnitRange', {
  description: 'Packing indices of a run: from the first one up to, not including, `to`.',
})
export class UnitRangeType {
  @Field(() => Int, { description: 'The first packing index, counted from 0.' })
  from!: number;

  @Field(() => Int, { description: 'The packing index behind the last one.' })
  to!: number;
}

export const HeldStateEnum = wordEnum(
  'HeldState',
  HELD_STATES,
  'LOCKED by you, SEIZED by the regulator, BUSY while an operation on it is under way.',
  {
    ACTIVE: 'Can be handed on or dispensed.',
    OPENED: 'A stock bottle that is dispensed in parts.',
    LOCKED: 'Locked by its holder.',
    SEIZED: 'Locked by the regulator.',
    MISSING: 'Reported missing.',
    BUSY: 'An operation on it is under way.',
  },
);

@ObjectType('StockPart', { description: 'Packs that lie beside one another, all in one state.' })
export class StockPartType {
  @Field(() => HeldStateEnum, { description: 'How all of them stand.' })
  state!: HeldState;

  @Field(() => UnitRangeType, { description: 'Which packs.' })
  range!: UnitRangeType;
}

@ObjectType('HeldPack', { description: 'A pack on your shelf.' })
export class HeldPackType {
  @Field(() => Int, { description: 'The packing index.' })
  index!: number;

  @Field(() => String, { description: 'The serial number on the pack.' })
  serial!: string;

  @Field(() => HeldStateEnum, { description: 'How it stands.' })
  state!: HeldState;
}

@ObjectType('Holding', { description: 'What your site has in stock of one run.' })
export class HoldingType {
  @Field(() => Int, { description: 'Without what was supplied or taken off the market.' })
  units!: number;

  @Field(() => Int, { description: 'Those that can be handed on or dispensed.' })
  active!: number;

  @Field(() => Int, { description: 'Those that are recalled.' })
  recalled!: number;
}

@ObjectType('ShipmentLine', { description: 'A range of one run in a shipment.' })
export class ShipmentLineType {
  @Field(() => ID, { description: 'Stable; a UUID. A line that is settled in parts is cut into lines.' })
  id!: string;

  @Field(() => SsccScalar, { nullable: true, description: 'The container that it was shipped in.' })
  sscc!: string | null;

  @Field(() => ShipmentLineStatusEnum, { description: 'What became of these packs.' })
  status!: LineStatus;
}

@ObjectType('Shipment', { description: 'Goods that one site sends to another.' })
export class ShipmentType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, { description: 'What people call it by.' })
  number!: string;

  @Field(() => ShipmentKindEnum, { description: 'Whether goods go on or back.' })
  kind!: ShipmentKind;

  @Field(() => ShipmentStatusEnum, { description: 'Summed up over its lines.' })
  status!: ShipmentStatus;

  @Field(() => String, {
    nullable: true,
    description: 'The partner’s paper: order, invoice or delivery note.',
  })
  reference!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the sender wrote; when goods are refused, the reason is added on a line of its own.',
  })
  note!: string | null;

  @Field(() => DateTime, { description: 'When the goods left, by the sender’s clock.' })
  shippedAt!: Date;

  @Field(() => OperationStatusEnum, { description: 'Whether the ledger has confirmed what happened last.' })
  ledger!: OperationStatus;

  @Field(() => [ShipmentLineType], { description: 'What it holds, each with what became of it.' })
  lines!: ShipmentLineType[];
}

@ObjectType('ContainerRange', { description: 'Packs of one run in a container.' })
export class ContainerRangeType {
  runId!: number;

  @Field(() => UnitRangeType, { description: 'Which packs of the run.' })
  range!: UnitRangeType;
}

@ObjectType('Container', { description: 'A carton or pallet with its SSCC.' })
export class ContainerType {
  @Field(() => SsccScalar, {
    description: 'Its Serial Shipping Container Code: 18 digits with their check digit.',
  })
  sscc!: string;

  @Field(() => ContainerKindEnum, { description: 'Carton or pallet.' })
  kind!: ContainerKind;
}

export const HoldingConnection = Connection('Holding', () => HoldingType);
export const ShipmentConnection = Connection('Shipment', () => ShipmentType);
export const ContainerConnection = Connection('Container', () => ContainerType);

const KEY = 'Made by the client, one for each intended change: a repetition gives the first answer.';

@InputType({ description: 'Packs by run and packing indices, or everything in a container.' })
export class GoodsLineInput {
  @Field(() => ID, {
    nullable: true,
    description: 'With `from` and `to`: packs of this run. Leave it out with `sscc`.',
  })
  runId?: string | null;

  @Field(() => Int, { nullable: true, description: 'The first packing index, counted from 0.' })
  from?: number | null;

  @Field(() => Int, { nullable: true, description: 'Not included.' })
  to?: number | null;

  @Field(() => SsccScalar, {
    nullable: true,
    description: 'Everything in this container, which stands at your site.',
  })
  sscc?: Sscc | null;
}

@InputType({ description: 'Goods that leave your site.' })
export class ShipInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The receiver.' })
  toSiteId!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Which of the receiver’s ledger ids gets them, where it has several. Default: its main one.',
  })
  toLedgerId?: number | null;

  @Field(() => [GoodsLineInput], { description: 'What is sent; the same pack once.' })
  lines!: GoodsLineInput[];

  @Field(() => String, { nullable: true, description: 'Your paper: order, invoice or delivery note.' })
  reference?: string | null;

  @Field(() => String, { nullable: true, description: 'For the receiver to read.' })
  note?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the goods left, where that is not now.' })
  eventTime?: Date | null;
}

@InputType({ description: 'What of a shipment has arrived.' })
export class ReceiveInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A shipment to your site.' })
  shipmentId!: string;

  @Field(() => [ID], { nullable: true, description: 'Default: all that are on their way.' })
  lineIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The packs as scanned, one by one: only these are taken in, and the rest stays on its way.',
  })
  scans?: string[] | null;
}

@InputType({ description: 'What of a shipment you refuse.' })
export class RejectInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A shipment to your site.' })
  shipmentId!: string;

  @Field(() => [ID], { nullable: true, description: 'Default: all that are on their way.' })
  lineIds?: string[] | null;

  @Field(() => String, { description: 'The sender will read it.' })
  reason!: string;
}

@InputType({ description: 'A shipment that your site has sent.' })
export class PartyShipmentInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'A shipment from your site.' })
  shipmentId!: string;
}

@InputType()
export class ClaimInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => String, { description: 'The code of the pack as scanned.' })
  scan!: string;
}

@InputType({ description: 'Packs that are not there, of one run.' })
export class ReportMissingInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => Int, { description: 'The first packing index, counted from 0.' })
  from!: number;

  @Field(() => Int, { description: 'Not included.' })
  to!: number;
}

@InputType()
export class RangeInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => Int, { description: 'The first packing index, counted from 0.' })
  from!: number;

  @Field(() => Int, { description: 'Not included.' })
  to!: number;
}

@InputType({ description: 'What goes into a new carton or pallet; something has to.' })
export class PackContainerInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => ContainerKindEnum, { description: 'Carton or pallet.' })
  kind!: ContainerKind;

  @Field(() => SsccScalar, { nullable: true, description: 'Made from your GLN if absent.' })
  sscc?: Sscc | null;

  @Field(() => [RangeInput], {
    nullable: true,
    description: 'Packs that you hold; those that lie in a container only with `repack`.',
  })
  ranges?: RangeInput[] | null;

  @Field(() => [SsccScalar], {
    nullable: true,
    description: 'Containers at your site; those that stand on a pallet only with `repack`.',
  })
  children?: Sscc[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Takes what is packed already out of where it is; without it, such packs are refused.',
  })
  repack?: boolean | null;
}

@InputType({ description: 'A container to open.' })
export class OpenContainerInput {
  @Field(() => String, { description: KEY })
  idempotencyKey!: string;

  @Field(() => SsccScalar, { description: 'It stands at your site.' })
  sscc!: Sscc;
}
