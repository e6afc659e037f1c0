import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/**
 * Runs a Node program to its end. It does not outlive this one.
 * @param {string} name as people call it
 * @param {string[]} args of Node
 * @param {{ cwd: string, env: Record<string, string>, logFile: string }} options
 * @returns {Promise<string>} what it wrote to standard output
 * @throws {Error} with its last lines, when it fails
 */
export async function runToEnd(name, args, { cwd, env, logFile }) {
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill();
  process.once('exit', end);

  let output = '';
  let everything = '';
  child.stdout.on('data', (/** @type {Buffer} */ chunk) => (output += chunk));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (/** @type {Buffer} */ chunk) => (everything += chunk));
    stream.pipe(log, { end: false });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.off('exit', end);
  log.end();
  if (code === 0) return output;
  const lines = everything.trim().split('\n').slice(-30).join('\n');
  throw new Error(`${name} failed (all of it: ${logFile}):\n${lines}`);
}
