import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CliModule } from './app.module.js';
import { readConfig } from './config.js';
import { migrate } from './database/data-source.js';
import { ProcessLogger } from './http.js';
import { Commands } from './platform/cli/index.js';
import { checkSchema, writeSchema } from './schema.js';
import { startProcess } from './start-process.js';

/** Commands that need no application: no database, or one that is not up to date. */
const EARLY: Record<string, { help: string; run: () => Promise<void> }> = {
  migrate: {
    help: 'bring the database up to date',
    run: async () => {
      const done = await migrate(readConfig().databaseUrl);
      console.log(done.length ? `Migrated: ${done.join(', ')}` : 'The database is up to date.');
    },
  },
  schema: { help: 'write schema.graphql from the code', run: writeSchema },
  'schema:check': { help: 'fail where schema.graphql differs from the code', run: checkSchema },
};

await startProcess(async () => {
  const [name = 'help', ...args] = process.argv.slice(2);
  const early = EARLY[name];
  if (early) return early.run();

  const app = await NestFactory.createApplicationContext(CliModule, {
    logger: new ProcessLogger({ prefix: name }),
    abortOnError: false,
  });
  try {
    await app.get(Commands).run(name, args, EARLY);
  } finally {
    await app.close();
  }
});
