import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import {
  ClaimInput,
  PartyShipmentInput,
  ReceiveInput,
  RejectInput,
  ReportMissingInput,
  ShipInput,
  ShipmentType,
  type GoodsLineInput,
} from './custody.graphql.js';
import { ExceptionsService } from './exceptions.service.js';
import { ReceivingService } from './receiving.service.js';
import { ShipmentsQueries, type ShipmentView } from './shipments.queries.js';
import { ShippingService, type GoodsLine } from './shipping.service.js';

/** Everything that changes custody. */
@Resolver()
export class CustodyResolver {
  constructor(
    private readonly shipping: ShippingService,
    private readonly receiving: ReceivingService,
    private readonly exceptions: ExceptionsService,
    private readonly shipments: ShipmentsQueries,
    private readonly operations: OperationReader,
  ) {}

  @Mutation(() => ShipmentType, {
    description: 'Sends goods on: custody passes when the receiver confirms the arrival.',
  })
  @Allow('custody.ship')
  async ship(@CurrentActor() actor: Actor, @Args('input') input: ShipInput): Promise<ShipmentView | null> {
    return this.shipments.byId(
      await this.shipping.ship(actor, { ...input, lines: input.lines.map(goodsLine) }),
    );
  }

  @Mutation(() => ShipmentType, {
    description: 'Sends goods back to who sent them, to their maker or to a disposer.',
  })
  @Allow('custody.return')
  async returnGoods(
    @CurrentActor() actor: Actor,
    @Args('input') input: ShipInput,
  ): Promise<ShipmentView | null> {
    return this.shipments.byId(
      await this.shipping.returnGoods(actor, { ...input, lines: input.lines.map(goodsLine) }),
    );
  }

  @Mutation(() => ShipmentType, {
    description: 'Takes a shipment in. Every serial is checked against the ledger first.',
  })
  @Allow('custody.receive')
  async receive(
    @CurrentActor() actor: Actor,
    @Args('input') input: ReceiveInput,
  ): Promise<ShipmentView | null> {
    return this.shipments.byId(await this.receiving.receive(actor, input));
  }

  @Mutation(() => ShipmentType, {
    description: 'Refuses what is on its way to you: it stays with its sender.',
  })
  @Allow('custody.reject')
  async rejectShipment(
    @CurrentActor() actor: Actor,
    @Args('input') input: RejectInput,
  ): Promise<ShipmentView | null> {
    return this.shipments.byId(await this.receiving.reject(actor, input));
  }

  @Mutation(() => ShipmentType, { description: 'Takes back what you sent and nobody has received.' })
  @Allow('custody.recall-shipment')
  async recallShipment(
    @CurrentActor() actor: Actor,
    @Args('input') input: PartyShipmentInput,
  ): Promise<ShipmentView | null> {
    return this.shipments.byId(await this.receiving.takeBack(actor, input));
  }

  @Mutation(() => OperationType, { description: 'Takes a pack into custody that was never shipped to you.' })
  @Allow('custody.claim')
  async claimUnits(
    @CurrentActor() actor: Actor,
    @Args('input') input: ClaimInput,
  ): Promise<Operation | null> {
    return this.operations.byId(await this.exceptions.claim(actor, input));
  }

  @Mutation(() => OperationType, {
    description:
      'Says that packs are not there: on the shelf, or in a delivery. Of several operations, the last.',
  })
  @Allow('custody.report-missing')
  async reportMissing(
    @CurrentActor() actor: Actor,
    @Args('input') input: ReportMissingInput,
  ): Promise<Operation | null> {
    const operationIds = await this.exceptions.reportMissing(actor, {
      ...input,
      runId: runNumber(input.runId),
    });
    return this.operations.byId(operationIds.at(-1)!);
  }
}

function goodsLine({ runId, from, to, sscc }: GoodsLineInput): GoodsLine {
  if (sscc && runId == null) return { sscc };
  if (runId == null || from == null || to == null || sscc)
    throw new DomainError('BAD_INPUT', 'A line is either a container (sscc) or packs (runId, from, to).');
  return { runId: runNumber(runId), from, to };
}

/** An id that is no number names no run: no unit of it is yours. */
export function runNumber(id: string): number {
  return /^\d{1,9}$/.test(id) ? Number(id) : 0;
}
