import { Global, Module } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config, readConfig } from '../config.js';
import { DatabaseModule } from '../database/database.module.js';
import { ReadReplica } from '../database/replica.js';
import { Commands } from './cli/index.js';
import { ErrorFilter } from './errors/index.js';
import { DomainEventDelivery, DomainEventRow } from './events/domain-event.entity.js';
import { EventDispatcher } from './events/event-dispatcher.job.js';
import { EventHandlers } from './events/event-handlers.js';
import { Notices } from './events/notices.js';
import { KeyWatch } from './keys/key-watch.js';
import { Metrics, ProcessMetrics } from './metrics/index.js';
import { ColumnSeal } from './secrets/index.js';
import { AuditEntry } from './work/audit-entry.entity.js';
import { IdempotencyKey } from './work/idempotency-key.entity.js';
import { Operation } from './work/operation.entity.js';
import { OutboxBell } from './work/outbox-bell.js';
import { QueueLimit } from './work/queue-limit.js';
import { OperationReader } from './work/operation-reader.js';
import { UnitOfWork } from './work/unit-of-work.js';
import { UnitReservation } from './work/unit-reservation.entity.js';
import { Housekeeping } from './worker/housekeeping.job.js';
import { JobRunner } from './worker/index.js';

/** What every module can inject: ColumnSeal, Config, DataSource, UnitOfWork, Metrics, Notices, OperationReader, OutboxBell. */
@Global()
@Module({
  imports: [
    DiscoveryModule,
    DatabaseModule,
    TypeOrmModule.forFeature([
      AuditEntry,
      DomainEventDelivery,
      DomainEventRow,
      IdempotencyKey,
      Operation,
      UnitReservation,
    ]),
  ],
  providers: [
    { provide: Config, useFactory: () => readConfig() },
    { provide: APP_FILTER, useClass: ErrorFilter },
    ColumnSeal,
    Commands,
    EventDispatcher,
    EventHandlers,
    Housekeeping,
    JobRunner,
    KeyWatch,
    Metrics,
    Notices,
    OperationReader,
    OutboxBell,
    ProcessMetrics,
    QueueLimit,
    ReadReplica,
    UnitOfWork,
  ],
  exports: [
    ColumnSeal,
    Commands,
    Config,
    EventDispatcher,
    JobRunner,
    Metrics,
    Notices,
    OperationReader,
    OutboxBell,
    ReadReplica,
    UnitOfWork,
    TypeOrmModule,
  ],
})
export class PlatformModule {}
