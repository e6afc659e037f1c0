import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LotsModule } from '../lots/index.js';
import { PartiesModule } from '../parties/index.js';
import { ThresholdsModule } from '../thresholds/index.js';
import { AlertWriter } from './alert-writer.js';
import { Alert } from './alert.entity.js';
import { AlertsReader } from './alerts.reader.js';
import { AlertsResolver, IncidentsResolver } from './alerts.resolver.js';
import { AlertsService } from './alerts.service.js';
import { EvidenceController } from './evidence.controller.js';
import { Evidence } from './evidence.entity.js';
import { EvidenceFactsReader } from './evidence-facts.reader.js';
import { EvidenceResolver, IncidentEvidenceResolver } from './evidence.resolver.js';
import { EvidenceService } from './evidence.service.js';
import { GoodsAlerts } from './goods-alerts.js';
import { Incident } from './incident.entity.js';
import { Observations } from './observations.js';
import { RuleRatesResolver } from './rule-rates.resolver.js';
import { ScanAlerts } from './scan-alerts.js';
import { SupplyAlerts } from './supply-alerts.js';
import { TriageResolver } from './triage.resolver.js';
import { TriageService } from './triage.service.js';
import { UncorrectedScansJob } from './uncorrected-scans.job.js';

/** It reacts to what the others publish; only cases build on it. */
@Module({
  imports: [
    LotsModule,
    PartiesModule,
    ThresholdsModule,
    TypeOrmModule.forFeature([Alert, Evidence, Incident]),
  ],
  controllers: [EvidenceController],
  providers: [
    AlertWriter,
    AlertsReader,
    AlertsResolver,
    AlertsService,
    EvidenceFactsReader,
    EvidenceResolver,
    EvidenceService,
    GoodsAlerts,
    IncidentEvidenceResolver,
    IncidentsResolver,
    Observations,
    RuleRatesResolver,
    ScanAlerts,
    SupplyAlerts,
    TriageResolver,
    TriageService,
    UncorrectedScansJob,
  ],
  exports: [AlertsReader, AlertsService],
})
export class AlertsModule {}
