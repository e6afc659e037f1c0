import { readFileSync, writeFileSync } from 'node:fs';
import { intoText, toJson, toMarkdown } from './report.js';
import { runBench } from './run.js';
import { readSettings } from './settings.js';

const README = new URL('../../README.md', import.meta.url);

/** `npm run bench -- [part …] [--quick] [--out FILE] [--readme]` */
const settings = readSettings(process.argv.slice(2));
const started = Date.now();
const report = await runBench(settings, (what) =>
  process.stderr.write(`${((Date.now() - started) / 1_000).toFixed(0).padStart(5)} s  ${what}\n`),
);
const table = toMarkdown(report);
process.stdout.write(`${table}\n`);
if (settings.out) writeFileSync(settings.out, toJson(report));
if (settings.readme) writeFileSync(README, intoText(readFileSync(README, 'utf8'), table));
process.exit(0);
