import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { API, origin, PORTAL } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** How the programs are run: the built ones, or the sources. @typedef {'start' | 'dev'} Mode */

/**
 * A program that runs until it is stopped.
 * @typedef {object} Program
 * @property {string} name as people call it
 * @property {string} file names its log
 * @property {string[]} args of Node
 * @property {string} cwd
 * @property {string} mark a part of its command line by which it is known
 * @property {string} [health] an address that answers when it is ready
 */

const require = createRequire(import.meta.url);
const FROM_SOURCES = ['--conditions=custodia-source', '--import', '@swc-node/register/esm-register'];
const RESTARTING = ['--watch', '--watch-preserve-output'];

/**
 * @param {Mode} mode
 * @param {Settings} settings
 * @returns {{ api: Program, worker: Program, portal: Program }}
 */
export function programs(mode, settings) {
  const { apiPort, portalPort, portalHost } = settings;
  const restarting = mode === 'dev' ? RESTARTING : [];
  return {
    api: {
      name: 'API',
      file: 'api',
      args: [...restarting, ...apiProgram(mode, 'main')],
      cwd: API,
      mark: 'main.',
      health: `http://127.0.0.1:${apiPort}/health/ready`,
    },
    worker: {
      name: 'worker',
      file: 'worker',
      args: [...restarting, ...apiProgram(mode, 'worker')],
      cwd: API,
      mark: 'worker.',
    },
    portal: {
      name: 'portal',
      file: 'portal',
      args: [programOf('next'), mode, '--port', String(portalPort), '--hostname', portalHost],
      cwd: PORTAL,
      mark: 'next',
      health: origin(settings),
    },
  };
}

/**
 * A release node: the build of the API in another role. It is small, and is kept small.
 * @param {Mode} mode
 * @param {number} number from 1
 * @param {number} port
 * @returns {Program}
 */
export function releaseNode(mode, number, port) {
  return {
    name: `release node ${number}`,
    file: `node-${number}`,
    args: ['--max-semi-space-size=2', ...(mode === 'dev' ? RESTARTING : []), ...apiProgram(mode, 'release')],
    cwd: API,
    mark: 'release.',
    health: `http://127.0.0.1:${port}/health/ready`,
  };
}

/**
 * Arguments of Node that run a program of the API.
 * @param {Mode} mode
 * @param {'main' | 'worker' | 'cli' | 'release'} program
 */
export function apiProgram(mode, program) {
  return mode === 'dev'
    ? [...FROM_SOURCES, `src/${program}.ts`]
    : ['--enable-source-maps', `dist/${program}.js`];
}

/**
 * Arguments of Node that build what the mode needs; Nx skips what has not changed.
 * @param {Mode} mode
 */
export function buildProgram(mode) {
  const projects = mode === 'dev' ? ['embedded'] : ['embedded', 'api', 'portal'];
  return [
    programOf('nx'),
    'run-many',
    '-t',
    'build',
    ...projects.flatMap((name) => ['-p', `@custodia/${name}`]),
  ];
}

/** @param {string} name of a package with a program of the same name */
function programOf(name) {
  try {
    const manifest = require.resolve(`${name}/package.json`);
    return join(dirname(manifest), require(manifest).bin[name]);
  } catch (cause) {
    throw new Error(`${name} is not installed. Run npm ci first.`, { cause });
  }
}
