import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartiesModule } from '../parties/index.js';
import { CancelReasons } from './cancel-reasons.js';
import { CancellingService } from './cancelling.service.js';
import { IssuingService } from './issuing.service.js';
import { ItemStatesReader } from './item-states.reader.js';
import { OpenedReader } from './opened.reader.js';
import { ItemStateResolver, OpenedResolver } from './opened.resolver.js';
import { OpeningService } from './opening.service.js';
import { PrescriptionItem } from './prescription-item.entity.js';
import { Prescription } from './prescription.entity.js';
import { PrescriptionsReader } from './prescriptions.reader.js';
import { PrescriptionsResolver } from './prescriptions.resolver.js';
import { VoucherDomainReader } from './voucher-domain.reader.js';

@Module({
  imports: [PartiesModule, TypeOrmModule.forFeature([Prescription, PrescriptionItem])],
  providers: [
    CancellingService,
    CancelReasons,
    IssuingService,
    ItemStateResolver,
    ItemStatesReader,
    OpenedReader,
    OpenedResolver,
    OpeningService,
    PrescriptionsReader,
    PrescriptionsResolver,
    VoucherDomainReader,
  ],
  exports: [
    CancellingService,
    IssuingService,
    ItemStatesReader,
    OpeningService,
    PrescriptionsReader,
    VoucherDomainReader,
  ],
})
export class PrescriptionsModule {}
