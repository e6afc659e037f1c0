import { Injectable, type OnModuleInit } from '@nestjs/common';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Metrics } from './metrics.js';

/** What every process tells of itself. */
@Injectable()
export class ProcessMetrics implements OnModuleInit {
  constructor(private readonly metrics: Metrics) {}

  onModuleInit(): void {
    const delay = monitorEventLoopDelay({ resolution: 20 });
    delay.enable();
    this.metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => [
      { value: process.memoryUsage.rss() },
    ]);
    this.metrics.gauge(
      'custodia_event_loop_delay_seconds',
      'How late the process got round to its work, 99th percentile since the last look.',
      () => {
        const value = Number.isFinite(delay.percentile(99)) ? delay.percentile(99) / 1e9 : 0;
        delay.reset();
        return [{ value }];
      },
    );
  }
}
