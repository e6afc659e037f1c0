import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './app.module.js';
import { readConfig } from './config.js';
import { assertMigrated } from './database/data-source.js';
import { ProcessLogger } from './process-logger.js';
import { Metrics, serveMetrics } from './platform/metrics/index.js';
import { JobRunner } from './platform/worker/index.js';
import { startProcess } from './start-process.js';

await startProcess(async () => {
  const { databaseUrl, logFormat, metrics } = readConfig();
  await assertMigrated(databaseUrl);
  const app = await NestFactory.createApplicationContext(WorkerModule, {
    logger: new ProcessLogger({ prefix: 'worker', json: logFormat === 'json' }),
    abortOnError: false,
  });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const door =
    metrics.workerPort !== undefined &&
    (await serveMetrics(app.get(Metrics), metrics.host, metrics.workerPort));
  await app.get(JobRunner).run(stop.signal);
  if (door) await door.close();
  await app.close();
});
