import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Connection, SsccScalar } from '../../platform/graphql/index.js';
import { ContainerType, ShipmentType, type Container, type ShipmentView } from '../custody/index.js';
import { TraceStatusEnum } from './trace.graphql.js';
import type { TraceStatus } from './unit-status.js';

@ObjectType('GoodsTrace', { description: 'A carton, pallet or shipment, and down to its packs.' })
export class GoodsTraceType {
  @Field(() => ContainerType, { nullable: true, description: 'Null where a shipment was asked for.' })
  container!: Container | null;

  @Field(() => ShipmentType, { nullable: true, description: 'Null where a container was asked for.' })
  shipment!: ShipmentView | null;
}

@ObjectType('GoodsHolder', { description: 'How many of the packs are with whom.' })
export class GoodsHolderType {
  @Field(() => Int, { description: 'What was supplied or destroyed counts where that happened.' })
  units!: number;
}

@ObjectType('TracedUnit', { description: 'One of the packs in a container or shipment.' })
export class TracedUnitType {
  @Field(() => String, { description: 'AI 10.' })
  lotNumber!: string;

  @Field(() => String, {
    nullable: true,
    description: 'AI 21; null where the pack is not with you, and not of your make.',
  })
  serial!: string | null;

  @Field(() => [SsccScalar], { description: 'What it lies in, or left in, the innermost first.' })
  containers!: string[];

  @Field(() => TraceStatusEnum, {
    nullable: true,
    description: 'How it stands now; null where it is not with you.',
  })
  status!: TraceStatus | null;
}

export const TracedUnitConnection = Connection('TracedUnit', () => TracedUnitType);
