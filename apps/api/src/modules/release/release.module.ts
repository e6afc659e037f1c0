import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { NodeConfig } from '../../config.js';
import { Anchoring } from './anchoring.js';
import { AnchorsReader } from './anchors.reader.js';
import { AwayEvents } from './away-events.js';
import { ChainAccount } from './chain-account.js';
import { EmergencyService } from './emergency.service.js';
import { EntriesService } from './entries.service.js';
import { LedgerMemory } from './ledger-memory.js';
import { LedgerWatch } from './ledger-watch.js';
import { Limits } from './limits.js';
import { LogService } from './log.service.js';
import { ensureDatabase, openNodeDatabase } from './node-database.js';
import { NodeErrorFilter } from './node-error.filter.js';
import { NodeHealthController } from './node-health.controller.js';
import { NodeKeys, nodeKeys } from './node-keys.js';
import { NoticeChoicesService } from './notice-choices.service.js';
import { NoticeController } from './notice.controller.js';
import { NoticeSender } from './notice-sender.js';
import { OwnLedger } from './own-ledger.js';
import { PatientsService } from './patients.service.js';
import { RecoveryController } from './recovery.controller.js';
import { RecoveryService } from './recovery.service.js';
import { ReleaseController } from './release.controller.js';
import { ReleaseService } from './release.service.js';
import { TherapyService } from './therapy.service.js';
import { WritersService } from './writers.service.js';

/** A release node: keys, database and ledger connection of its own, and nothing of the API's domain. */
@Module({})
export class ReleaseModule implements OnApplicationShutdown {
  constructor(private readonly database: DataSource) {}

  static of(config: NodeConfig): DynamicModule {
    return {
      module: ReleaseModule,
      controllers: [NodeHealthController, ReleaseController, RecoveryController, NoticeController],
      providers: [
        { provide: NodeConfig, useValue: config },
        { provide: APP_FILTER, useClass: NodeErrorFilter },
        { provide: NodeKeys, useFactory: () => nodeKeys(config) },
        {
          provide: DataSource,
          useFactory: async () => {
            if (config.demo) await ensureDatabase(config.databaseUrl);
            return openNodeDatabase(config.databaseUrl);
          },
        },
        { provide: Limits, useValue: new Limits(config) },
        Anchoring,
        AnchorsReader,
        ChainAccount,
        EmergencyService,
        AwayEvents,
        EntriesService,
        LedgerMemory,
        LedgerWatch,
        LogService,
        NoticeChoicesService,
        NoticeSender,
        OwnLedger,
        PatientsService,
        RecoveryService,
        ReleaseService,
        TherapyService,
        WritersService,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.destroy();
  }
}
