import 'reflect-metadata';
import { readDatabaseUrl } from './config.js';
import { backup, restore } from './database/backup.js';
import { migrate } from './database/data-source.js';
import { CommandError } from './platform/errors/command-error.js';
import { startProcess } from './start-process.js';

/** Commands that need no application, which takes long to load: no database, or one that is not up to date. */
const EARLY: Record<string, { help: string; run: (args: string[]) => Promise<void> }> = {
  migrate: {
    help: 'bring the database up to date',
    run: async () => {
      const done = await migrate(readDatabaseUrl());
      console.log(done.length ? `Migrated: ${done.join(', ')}` : 'The database is up to date.');
    },
  },
  'keys:make': {
    help: 'make the key file that KEY_FILE names: with the keys of the environment, and new ones for what is missing',
    run: async () => console.log((await import('./make-key-file.js')).makeKeyFile('api')),
  },
  'keys:make-node': {
    help: 'make the key file of a release node in the same way',
    run: async () => console.log((await import('./make-key-file.js')).makeKeyFile('node')),
  },
  backup: {
    help: 'write the whole database into a new folder: backup FOLDER',
    run: async ([folder]) => {
      if (!folder) throw new CommandError('Name the folder to make: backup /backups/2026-01-31');
      console.log(`${await backup(readDatabaseUrl(), folder)} rows are in ${folder}.`);
    },
  },
  restore: {
    help: 'fill a new, migrated database from a backup: restore FOLDER',
    run: async ([folder]) => {
      if (!folder) throw new CommandError('Name the folder of the backup: restore /backups/2026-01-31');
      console.log(`${await restore(readDatabaseUrl(), folder)} rows are restored.`);
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
  if (early) return early.run(args);
  await runInApplication(name, args);
});

async function runInApplication(name: string, args: string[]): Promise<void> {
  const [{ NestFactory }, { CliModule }, { ProcessLogger }, { Commands }] = await Promise.all([
    import('@nestjs/core'),
    import('./app.module.js'),
    import('./process-logger.js'),
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
