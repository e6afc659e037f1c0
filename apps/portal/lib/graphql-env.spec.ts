import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PORTAL = fileURLToPath(new URL('..', import.meta.url));
const COMMAND = fileURLToPath(new URL('../bin/cli.js', import.meta.resolve('gql.tada')));

it('the types of the queries are those of apps/api/schema.graphql: else run `npm run schema -w @custodia/portal`', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'custodia-schema-'));
  try {
    const made = join(folder, 'graphql-env.d.ts');
    await promisify(execFile)(process.execPath, [COMMAND, 'generate-output', '--output', made], {
      cwd: PORTAL,
    });
    expect((await readFile('lib/graphql-env.d.ts', 'utf8')) === (await readFile(made, 'utf8'))).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});
