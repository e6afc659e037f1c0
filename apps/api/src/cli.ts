import 'reflect-metadata';
import { readConfig } from './config.js';
import { migrate } from './database/data-source.js';
import { startProcess } from './start-process.js';

/** Commands that need no application, which takes long to load: no database, or one that is not up to date. */
const EARLY: Record<string, { help: string; run: () => Promise<void> }> = {
  migrate: {
    help: 'bring the database up to date',
    run: async () => {
      const done = await migrate(readConfig().databaseUrl);
      console.log(done.length ? `Migrated: ${done.join(', ')}` : 'The database is up to date.');
    },
  },
  schema: {
    help: 'write schema.graphql from the code',
    run: async () => (await import('./schema.js')).writeSchema(),
  },
  'schema:check': {
    help: 'fail where schema.graphql differs from the code',
    run: async () => (await import('./schema.js')).checkSchema(),
  },
};

await startProcess(async () => {
  const [name = 'help', ...args] = process.argv.slice(2);
  const early = EARLY[name];
  if (early) return early.run();
  await runInApplication(name, args);
});

async function runInApplication(name: string, args: string[]): Promise<void> {
  const [{ NestFactory }, { CliModule }, { ProcessLogger }, { Commands }] = await Promise.all([
    import('@nestjs/core'),
    import('./app.module.js'),
    import('./http.js'),
    import('./platform/cli/index.js'),
  ]);
  const app = await NestFactory.createApplicationContext(CliModule, {
    logger: new ProcessLogger({ prefix: name }),
    abortOnError: false,
  });
  try {
    await app.get(Commands).run(name, args, EARLY);
  } finally {
    await app.close();
  }
}
