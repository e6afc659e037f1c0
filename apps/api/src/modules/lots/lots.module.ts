import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartiesModule } from '../parties/index.js';
import { InterruptedImportsJob } from './interrupted-imports.job.js';
import { Lot } from './lot.entity.js';
import { LotsService } from './lots.service.js';
import { Product } from './product.entity.js';
import { RegistrationService } from './registration.service.js';
import { RunImportService } from './run-import.service.js';
import { Run } from './run.entity.js';
import { SerialStore } from './serial-store.js';

@Module({
  imports: [PartiesModule, TypeOrmModule.forFeature([Product, Lot, Run])],
  providers: [InterruptedImportsJob, LotsService, RegistrationService, RunImportService, SerialStore],
  exports: [LotsService, RegistrationService, SerialStore],
})
export class LotsModule {}
