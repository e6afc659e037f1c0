import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustodyModule } from '../custody/index.js';
import { LotsModule } from '../lots/index.js';
import { PartiesModule } from '../parties/index.js';
import { DecommissionResolver } from './decommission.resolver.js';
import { DecommissionService } from './decommission.service.js';
import { LotOrdersResolver } from './lot-orders.resolver.js';
import { LotOrdersService } from './lot-orders.service.js';
import { RecallSettlement } from './recall-settlement.js';
import { Recall } from './recall.entity.js';
import { RecallsReader } from './recalls.reader.js';
import { RecallHolderResolver, RecallsResolver } from './recalls.resolver.js';
import { RecallsService } from './recalls.service.js';

@Module({
  imports: [CustodyModule, LotsModule, PartiesModule, TypeOrmModule.forFeature([Recall])],
  providers: [
    DecommissionResolver,
    DecommissionService,
    LotOrdersResolver,
    LotOrdersService,
    RecallHolderResolver,
    RecallSettlement,
    RecallsReader,
    RecallsResolver,
    RecallsService,
  ],
  exports: [DecommissionService, LotOrdersService, RecallsReader, RecallsService],
})
export class RecallsModule {}
