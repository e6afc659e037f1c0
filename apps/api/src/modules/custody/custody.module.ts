import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LotsModule } from '../lots/index.js';
import { PartiesModule } from '../parties/index.js';
import { CheckShipmentCommand } from './check-shipment.command.js';
import { ContainerLabelsController } from './container-labels.controller.js';
import { Container } from './container.entity.js';
import { ContainerPlaces } from './container-places.js';
import { ContainersQueries } from './containers.queries.js';
import { ContainersStore } from './containers.store.js';
import { CustodyReader } from './custody.reader.js';
import { CustodyResolver } from './custody.resolver.js';
import { ExceptionsService } from './exceptions.service.js';
import { GoodsIn } from './goods-in.js';
import {
  ContainerRangesResolver,
  ContainersResolver,
  HeldPacksResolver,
  HoldingsResolver,
  ShipmentLinesResolver,
  ShipmentsResolver,
} from './goods.resolver.js';
import { HeldPacks } from './held-packs.js';
import { HoldingsQueries } from './holdings.queries.js';
import { OpenLines } from './open-lines.js';
import { PackingService } from './packing.service.js';
import { ReceivingService } from './receiving.service.js';
import { RefusedReceipts } from './refused-receipts.js';
import { ScannedGoods } from './scanned-goods.js';
import { Shipment, ShipmentLine } from './shipment.entity.js';
import { ShipmentsQueries } from './shipments.queries.js';
import { ShippingService } from './shipping.service.js';
import { UnitsReader } from './units.reader.js';

@Module({
  imports: [LotsModule, PartiesModule, TypeOrmModule.forFeature([Container, Shipment, ShipmentLine])],
  controllers: [ContainerLabelsController],
  providers: [
    CheckShipmentCommand,
    ContainerPlaces,
    ContainerRangesResolver,
    ContainersQueries,
    ContainersResolver,
    ContainersStore,
    CustodyReader,
    CustodyResolver,
    ExceptionsService,
    GoodsIn,
    HeldPacks,
    HeldPacksResolver,
    HoldingsQueries,
    HoldingsResolver,
    OpenLines,
    PackingService,
    ReceivingService,
    RefusedReceipts,
    ScannedGoods,
    ShipmentLinesResolver,
    ShipmentsQueries,
    ShipmentsResolver,
    ShippingService,
    UnitsReader,
  ],
  exports: [
    ContainersQueries,
    ContainersStore,
    CustodyReader,
    ExceptionsService,
    HeldPacks,
    HeldPacksResolver,
    HoldingsQueries,
    PackingService,
    ReceivingService,
    ShipmentsQueries,
    ShippingService,
    UnitsReader,
  ],
})
export class CustodyModule {}
