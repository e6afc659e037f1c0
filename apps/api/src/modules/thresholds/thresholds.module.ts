import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartiesModule } from '../parties/index.js';
import { RuleThreshold } from './rule-threshold.entity.js';
import { ThresholdChange } from './threshold-change.entity.js';
import { ThresholdsResolver } from './thresholds.resolver.js';
import { ThresholdsService } from './thresholds.service.js';

/** The numbers that verdicts and alert rules go by: what a regulator changed, with the trail of it. */
@Module({
  imports: [PartiesModule, TypeOrmModule.forFeature([RuleThreshold, ThresholdChange])],
  providers: [ThresholdsResolver, ThresholdsService],
  exports: [ThresholdsService],
})
export class ThresholdsModule {}
