import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AlertsModule } from './modules/alerts/alerts.module.js';
import { CasesModule } from './modules/cases/cases.module.js';
import { AuditModule } from './modules/audit/audit.module.js';
import { CustodyModule } from './modules/custody/custody.module.js';
import { DispensingModule } from './modules/dispensing/dispensing.module.js';
import { IdentityModule } from './modules/identity/identity.module.js';
import { LedgerModule } from './modules/ledger/ledger.module.js';
import { LotsModule } from './modules/lots/lots.module.js';
import { NoticesModule } from './modules/notices/notices.module.js';
import { MachinesModule } from './modules/machines/machines.module.js';
import { PartiesModule } from './modules/parties/parties.module.js';
import { ThresholdsModule } from './modules/thresholds/thresholds.module.js';
import { VerificationModule } from './modules/verification/verification.module.js';
import { PrescriptionsModule } from './modules/prescriptions/prescriptions.module.js';
import { RecallsModule } from './modules/recalls/recalls.module.js';
import { WarningsModule } from './modules/warnings/warnings.module.js';
import { RecordsModule } from './modules/records/records.module.js';
import { TraceModule } from './modules/trace/trace.module.js';
import { AccessGuard } from './platform/access/index.js';
import { GraphQLApiModule } from './platform/graphql/graphql.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { SeedModule } from './seed/seed.module.js';

/** The modules of the domain: the same for the API, the worker and the command line. */
const DOMAIN = [
  PartiesModule,
  MachinesModule,
  IdentityModule,
  LotsModule,
  CustodyModule,
  ThresholdsModule,
  VerificationModule,
  PrescriptionsModule,
  WarningsModule,
  DispensingModule,
  RecallsModule,
  RecordsModule,
  TraceModule,
  AlertsModule,
  CasesModule,
  NoticesModule,
  AuditModule,
  LedgerModule,
];

/** The worker: everything but the doors to the outside. */
@Module({ imports: [PlatformModule, ...DOMAIN] })
export class WorkerModule {}

/** The command line: the same with the demo's seed. */
@Module({ imports: [WorkerModule, SeedModule] })
export class CliModule {}

/** The API: the same with GraphQL, controllers and the guard at every door. */
@Module({
  imports: [PlatformModule, ...DOMAIN, GraphQLApiModule, HealthModule],
  providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
})
export class ApiModule {}
