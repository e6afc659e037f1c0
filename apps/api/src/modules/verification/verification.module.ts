import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustodyModule } from '../custody/index.js';
import { LotsModule } from '../lots/index.js';
import { PartiesModule } from '../parties/index.js';
import { ThresholdsModule } from '../thresholds/index.js';
import { CounterRecordsRegistry } from './counter-records.js';
import { ScanAnswer } from './scan-answer.entity.js';
import { ScanAnswerResolver, ScanAnswersResolver } from './scan-answers.resolver.js';
import { ScanAnswersService } from './scan-answers.service.js';
import { GuessBrake } from './guess-brake.js';
import { PackCheckResolver } from './pack-check.resolver.js';
import { PackCheckService } from './pack-check.service.js';
import { ScanFactsReader } from './scan-facts.reader.js';
import { ScanFaultsReader } from './scan-faults.reader.js';
import { ScanFaultsResolver } from './scan-faults.resolver.js';
import { ScanRecord } from './scan-record.entity.js';
import { ScanRetention } from './scan-retention.job.js';
import { ScanRecorder } from './scan-recorder.js';
import { VerificationResolver } from './verification.resolver.js';
import { VerificationService } from './verification.service.js';
import { VerifyController } from './verify.controller.js';

@Module({
  imports: [
    CustodyModule,
    LotsModule,
    PartiesModule,
    ThresholdsModule,
    TypeOrmModule.forFeature([ScanAnswer, ScanRecord]),
  ],
  controllers: [VerifyController],
  providers: [
    CounterRecordsRegistry,
    ScanAnswerResolver,
    ScanAnswersResolver,
    ScanAnswersService,
    GuessBrake,
    PackCheckResolver,
    PackCheckService,
    ScanFactsReader,
    ScanFaultsReader,
    ScanFaultsResolver,
    ScanRecorder,
    ScanRetention,
    VerificationResolver,
    VerificationService,
  ],
  exports: [CounterRecordsRegistry, VerificationService],
})
export class VerificationModule {}
