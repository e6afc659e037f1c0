import { Module } from '@nestjs/common';
import { PartiesModule } from '../parties/index.js';
import { InteractionsReader } from './interactions.reader.js';
import { WarningTally } from './warning-tally.js';
import { SiteWarningRateResolver, WarningsResolver } from './warnings.resolver.js';

@Module({
  imports: [PartiesModule],
  providers: [InteractionsReader, SiteWarningRateResolver, WarningTally, WarningsResolver],
  exports: [InteractionsReader, WarningTally],
})
export class WarningsModule {}
