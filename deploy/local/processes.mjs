import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { paths, ROOT } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** How the programs are run: the built ones, or the sources. @typedef {'start' | 'dev'} Mode */

const require = createRequire(import.meta.url);
const FROM_SOURCES = ['--conditions=custodia-source', '--import', '@swc-node/register/esm-register'];

/**
 * The command line of a program of the API.
 * @param {Mode} mode
 * @param {'main' | 'worker' | 'cli'} program
 * @param {string[]} args
 */
export function apiProgram(mode, program, ...args) {
  const watch = program === 'cli' ? [] : ['--watch', '--watch-preserve-output'];
  return mode === 'dev'
    ? [...watch, ...FROM_SOURCES, `src/${program}.ts`, ...args]
    : ['--enable-source-maps', `dist/${program}.js`, ...args];
}

/**
 * The command line of the portal.
 * @param {Mode} mode
 * @param {Settings} settings
 */
export function portalProgram(mode, { portalPort, portalHost }) {
  return [binary('next'), mode, '--port', String(portalPort), '--hostname', portalHost];
}

/**
 * Builds projects; Nx skips what has not changed.
 * @param {Settings} settings
 * @param {string[]} projects
 */
export async function build(settings, projects) {
  const logFile = join(paths(settings).logs, 'build.log');
  await run('The build', [binary('nx'), 'run-many', '-t', 'build', '-p', ...projects], {
    cwd: ROOT,
    env: { ...settings.inherited, NX_DAEMON: 'false', FORCE_COLOR: '0' },
    logFile,
  });
}

/**
 * Runs a Node program to its end.
 * @param {string} name as people call it
 * @param {string[]} args
 * @param {{ cwd: string, env: Record<string, string>, logFile: string }} options
 * @returns {Promise<string>} what it wrote to standard output
 */
export async function run(name, args, { cwd, env, logFile }) {
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, '');
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let everything = '';
  /** @param {Buffer} chunk */
  const log = (chunk) => {
    everything += chunk;
    appendFileSync(logFile, chunk);
  };
  child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
    output += chunk;
    log(chunk);
  });
  child.stderr.on('data', log);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return output;
  const lines = everything.trim().split('\n').slice(-30).join('\n');
  throw new Error(`${name} failed (all of it: ${logFile}):\n${lines}`);
}

/** @param {string} name of a package with one program of the same name */
function binary(name) {
  const manifest = require.resolve(`${name}/package.json`);
  return join(dirname(manifest), require(manifest).bin[name]);
}
