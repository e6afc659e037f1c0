import { Module } from '@nestjs/common';
import { PartiesModule } from '../parties/index.js';
import { AccessReportsResolver } from './access-reports.resolver.js';
import { AccessReportsService } from './access-reports.service.js';
import { AccessRequestsReader } from './access-requests.reader.js';
import { AccessRequestsService } from './access-requests.service.js';
import { CarersResolver } from './carers.resolver.js';
import { CarersService } from './carers.service.js';
import { ChartCopiesJob } from './chart-copies.job.js';
import { ChartCopiesResolver } from './chart-copies.resolver.js';
import { ChartCopiesService } from './chart-copies.service.js';
import { ConsentRelay } from './consent-relay.js';
import { EmergencyReader } from './emergency.reader.js';
import { EmergencyResolver } from './emergency.resolver.js';
import { EmergencyService } from './emergency.service.js';
import { MandatesResolver } from './mandates.resolver.js';
import { MandatesService } from './mandates.service.js';
import { PairingService } from './pairing.service.js';
import { PatientRecordsResolver } from './patient-records.resolver.js';
import { PatientRecordsService } from './patient-records.service.js';
import { RecordOwners } from './record-owners.js';
import { RecordFilesController } from './record-files.controller.js';
import { RecordFilesJob } from './record-files.job.js';
import { RecordFilesReader } from './record-files.reader.js';
import { RecordFilesResolver } from './record-files.resolver.js';
import { RecordFilesService } from './record-files.service.js';
import { RecordReadersResolver } from './record-readers.resolver.js';
import { RefusalsResolver } from './refusals.resolver.js';
import { RefusalsService } from './refusals.service.js';
import { ToldCarersService } from './told-carers.service.js';
import { WritersService } from './writers.service.js';

@Module({
  imports: [PartiesModule],
  controllers: [RecordFilesController],
  providers: [
    AccessReportsResolver,
    AccessReportsService,
    AccessRequestsReader,
    AccessRequestsService,
    CarersResolver,
    CarersService,
    ChartCopiesJob,
    ChartCopiesResolver,
    ChartCopiesService,
    ConsentRelay,
    EmergencyReader,
    EmergencyResolver,
    EmergencyService,
    MandatesResolver,
    MandatesService,
    PairingService,
    PatientRecordsResolver,
    PatientRecordsService,
    RecordOwners,
    RecordFilesJob,
    RecordFilesReader,
    RecordFilesResolver,
    RecordFilesService,
    RecordReadersResolver,
    RefusalsResolver,
    RefusalsService,
    ToldCarersService,
    WritersService,
  ],
  exports: [
    AccessRequestsService,
    PairingService,
    PatientRecordsService,
    RecordOwners,
    ToldCarersService,
    WritersService,
  ],
})
export class RecordsModule {}
