import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlertsModule } from '../alerts/index.js';
import { LotsModule } from '../lots/index.js';
import { PartiesModule } from '../parties/index.js';
import { ThresholdsModule } from '../thresholds/index.js';
import { CaseEntry } from './case-entry.entity.js';
import { CaseFile } from './case-file.entity.js';
import { CaseFilesController } from './case-files.controller.js';
import { CasePapers } from './case-papers.js';
import { CaseRemindersJob } from './case-reminders.job.js';
import { CaseWords } from './case-words.js';
import { CasesReader } from './cases.reader.js';
import {
  AskedIncidentResolver,
  CaseEntriesResolver,
  CasesResolver,
  IncidentCaseResolver,
} from './cases.resolver.js';
import { CasesService } from './cases.service.js';
import { SuspectedCases } from './suspected-cases.js';

@Module({
  imports: [
    AlertsModule,
    LotsModule,
    PartiesModule,
    ThresholdsModule,
    TypeOrmModule.forFeature([CaseEntry, CaseFile]),
  ],
  controllers: [CaseFilesController],
  providers: [
    AskedIncidentResolver,
    CaseEntriesResolver,
    CasePapers,
    CaseRemindersJob,
    CasesReader,
    CasesResolver,
    CasesService,
    CaseWords,
    IncidentCaseResolver,
    SuspectedCases,
  ],
})
export class CasesModule {}
