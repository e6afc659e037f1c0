import { Module } from '@nestjs/common';
import { CustodyModule } from '../modules/custody/custody.module.js';
import { DispensingModule } from '../modules/dispensing/dispensing.module.js';
import { IdentityModule } from '../modules/identity/identity.module.js';
import { LotsModule } from '../modules/lots/lots.module.js';
import { PartiesModule } from '../modules/parties/parties.module.js';
import { PrescriptionsModule } from '../modules/prescriptions/prescriptions.module.js';
import { RecallsModule } from '../modules/recalls/recalls.module.js';
import { RecordsModule } from '../modules/records/index.js';
import { ThresholdsModule } from '../modules/thresholds/index.js';
import { Care } from './care.js';
import { DemoRecord } from './demo-record.js';
import { Founding } from './founding.js';
import { Goods } from './goods.js';
import { Ledger } from './ledger.js';
import { SeedRecordCommand } from './seed-record.command.js';
import { SeedCommand } from './seed.command.js';
import { Story } from './story.js';

/** The demo, for the command line only. */
@Module({
  imports: [
    PartiesModule,
    IdentityModule,
    LotsModule,
    CustodyModule,
    PrescriptionsModule,
    DispensingModule,
    RecallsModule,
    RecordsModule,
    ThresholdsModule,
  ],
  providers: [SeedCommand, SeedRecordCommand, Founding, Story, Goods, Care, DemoRecord, Ledger],
})
export class SeedModule {}
