import { Module } from '@nestjs/common';
import { CustodyModule } from '../custody/index.js';
import { LotsModule } from '../lots/index.js';
import { PartiesModule } from '../parties/index.js';
import { GoodsTraceReader } from './goods-trace.reader.js';
import { GoodsHolderResolver, GoodsTraceResolver, TracedUnitResolver } from './goods-trace.resolver.js';
import { TraceFilesController } from './trace-files.controller.js';
import { TracePapers } from './trace-papers.js';
import { TraceReader } from './trace.reader.js';
import { TraceHopResolver, TraceResolver } from './trace.resolver.js';

@Module({
  imports: [CustodyModule, LotsModule, PartiesModule],
  controllers: [TraceFilesController],
  providers: [
    GoodsHolderResolver,
    GoodsTraceReader,
    GoodsTraceResolver,
    TraceHopResolver,
    TracedUnitResolver,
    TracePapers,
    TraceReader,
    TraceResolver,
  ],
  exports: [TraceReader],
})
export class TraceModule {}
