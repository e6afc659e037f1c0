import { scratchDatabase, type ScratchDatabase } from '@custodia/embedded';
import { readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { migrate } from '../database/data-source.js';

const MIGRATIONS = new URL('../database/migrations/', import.meta.url);

/** A new database with all migrations run, copied from a template that is made once for all spec files. */
export function testDatabase(): Promise<ScratchDatabase> {
  return scratchDatabase({
    key: `custodia-api ${hashOfMigrations()}`,
    prepare: async (url) => {
      await migrate(url);
    },
  });
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(new URL(name, MIGRATIONS)));
  return hash.digest('hex');
}
