import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartiesModule } from '../parties/index.js';
import { AmendmentSettlement } from './amendment-settlement.js';
import { InterruptedImportsJob } from './interrupted-imports.job.js';
import { LabelsController } from './labels.controller.js';
import { Lot } from './lot.entity.js';
import { AmendedLotResolver, LotAmendmentsResolver } from './lot-amendments.resolver.js';
import { LotsQueries } from './lots.queries.js';
import { LotsResolver, ProductsResolver, RunsResolver } from './lots.resolver.js';
import { LotsService } from './lots.service.js';
import { PageHasher } from './page-hasher.js';
import { PackFinder } from './pack-finder.js';
import { Product } from './product.entity.js';
import { RegistrationService } from './registration.service.js';
import { RewrapSecretsCommand } from './rewrap-secrets.command.js';
import { RunImportService } from './run-import.service.js';
import { RunUploadController } from './run-upload.controller.js';
import { Run } from './run.entity.js';
import { SerialProofs } from './serial-proofs.js';
import { SerialStore } from './serial-store.js';
import { UnitCountsQueries } from './unit-counts.queries.js';

@Module({
  imports: [PartiesModule, TypeOrmModule.forFeature([Product, Lot, Run])],
  controllers: [LabelsController, RunUploadController],
  providers: [
    AmendedLotResolver,
    AmendmentSettlement,
    InterruptedImportsJob,
    LotAmendmentsResolver,
    LotsQueries,
    LotsResolver,
    LotsService,
    PageHasher,
    PackFinder,
    ProductsResolver,
    RegistrationService,
    RewrapSecretsCommand,
    RunImportService,
    RunsResolver,
    SerialProofs,
    SerialStore,
    UnitCountsQueries,
  ],
  exports: [LotsQueries, LotsService, PackFinder, RegistrationService, SerialProofs, SerialStore],
})
export class LotsModule {}
