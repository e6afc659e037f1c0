import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './app.module.js';
import { Config, readConfig } from './config.js';
import { assertMigrated } from './database/data-source.js';
import { httpAdapter, prepareHttp } from './http.js';
import { Metrics, serveMetrics } from './platform/metrics/index.js';
import { ProcessLogger } from './process-logger.js';
import { startProcess } from './start-process.js';

await startProcess(async () => {
  const config = readConfig();
  await assertMigrated(config.databaseUrl);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule, httpAdapter(config), {
    logger: new ProcessLogger({ prefix: 'api', json: config.logFormat === 'json' }),
    abortOnError: false,
  });
  await prepareHttp(app);
  const { apiHost, apiPort, metrics } = app.get(Config);
  if (metrics.apiPort !== undefined) await serveMetrics(app.get(Metrics), metrics.host, metrics.apiPort);
  await app.listen(apiPort, apiHost);
  new Logger('Api').log(`listens on ${await app.getUrl()}`);
});
