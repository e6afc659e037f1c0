import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PartiesModule } from '../parties/index.js';
import { Hotline } from './hotline.entity.js';
import { RuleChange } from './rule-change.entity.js';
import { RuleThreshold } from './rule-threshold.entity.js';
import { ThresholdsQueries } from './thresholds.queries.js';
import { RuleChangesResolver, ThresholdsResolver } from './thresholds.resolver.js';
import { ThresholdsService } from './thresholds.service.js';

/** What verdicts and alert rules go by, for all, in a market and in a country: what a regulator set, with the trail of it. */
@Module({
  imports: [PartiesModule, TypeOrmModule.forFeature([Hotline, RuleChange, RuleThreshold])],
  providers: [RuleChangesResolver, ThresholdsQueries, ThresholdsResolver, ThresholdsService],
  exports: [ThresholdsService],
})
export class ThresholdsModule {}
