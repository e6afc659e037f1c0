import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustodyModule } from '../custody/index.js';
import { LotsModule } from '../lots/index.js';
import { PartiesModule } from '../parties/index.js';
import { PrescriptionsModule } from '../prescriptions/index.js';
import { VerificationModule } from '../verification/index.js';
import { WarningsModule } from '../warnings/index.js';
import { BasketReader } from './basket.reader.js';
import { CorrectService } from './correct.service.js';
import { CounterRecordsReader } from './counter-records.reader.js';
import { DispenseLine } from './dispense-line.entity.js';
import { DispenseLineResolver, NotDispensedResolver, OwedBalanceResolver } from './dispense-line.resolver.js';
import { DispenseService } from './dispense.service.js';
import { DispenseSettlement } from './dispense-settlement.js';
import { Dispensing } from './dispensing.entity.js';
import { DispensingReader } from './dispensing.reader.js';
import { DispensingResolver } from './dispensing.resolver.js';
import { ItemsReader } from './items.reader.js';
import { NotDispensed } from './not-dispensed.entity.js';
import { NotDispensedService } from './not-dispensed.service.js';
import { OwedBalance } from './owed-balance.entity.js';
import { OwedSettlement } from './owed-settlement.entity.js';
import { OwedService } from './owed.service.js';
import { PackReader } from './pack.reader.js';
import { ReportService } from './report.service.js';
import { SupplyWords } from './supply-words.js';
import { SupplyWriter } from './supply-writer.js';
import { UndoService } from './undo.service.js';
import { UnitStatesReader } from './unit-states.reader.js';
import { WarnedStore } from './warned.store.js';
import { DispensedHereResolver, HandedOutRefusedResolver } from './verdict-links.resolver.js';

@Module({
  imports: [
    CustodyModule,
    LotsModule,
    PartiesModule,
    PrescriptionsModule,
    VerificationModule,
    WarningsModule,
    TypeOrmModule.forFeature([Dispensing, DispenseLine, NotDispensed, OwedBalance, OwedSettlement]),
  ],
  providers: [
    BasketReader,
    CorrectService,
    CounterRecordsReader,
    DispenseLineResolver,
    DispensedHereResolver,
    DispenseService,
    DispenseSettlement,
    DispensingReader,
    DispensingResolver,
    HandedOutRefusedResolver,
    ItemsReader,
    NotDispensedResolver,
    NotDispensedService,
    OwedBalanceResolver,
    OwedService,
    PackReader,
    ReportService,
    SupplyWords,
    SupplyWriter,
    UndoService,
    UnitStatesReader,
    WarnedStore,
  ],
  exports: [
    CorrectService,
    DispenseService,
    DispensingReader,
    NotDispensedService,
    OwedService,
    ReportService,
    UndoService,
  ],
})
export class DispensingModule {}
