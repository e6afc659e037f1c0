import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { readNodeConfig } from './config.js';
import { releaseApp } from './modules/release/index.js';
import { ProcessLogger } from './process-logger.js';
import { startProcess } from './start-process.js';

await startProcess(async () => {
  const config = readNodeConfig();
  const logger = new ProcessLogger({ prefix: config.id, json: config.logFormat === 'json' });
  const app = await releaseApp(config, logger);
  await app.listen(config.port, config.host);
  new Logger('Node').log(`listens on ${await app.getUrl()}`);
});
