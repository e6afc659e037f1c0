// A program that owns a part, for specs that kill it: `node owner.mjs startPostgres '{"dataDir": …}'`.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [start, options] = process.argv.slice(2);
const { module } = await runnerImport(fileURLToPath(new URL('../src/index.ts', import.meta.url)));
const part = await module[start](JSON.parse(options));
process.stdout.write(`${part.url}\n`);
setInterval(() => {}, 60_000);
