#!/usr/bin/env node
// forge wants an executable compiler; this is npm's solc behind the two switches that forge uses.
import { readFileSync } from 'node:fs';
import solc from 'solc';

if (process.argv.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`);
} else if (process.argv.includes('--standard-json')) {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8')));
} else {
  console.error('Only --version and --standard-json are supported.');
  process.exit(1);
}
