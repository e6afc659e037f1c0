// Keeps one server process for its owner: `node guard.mjs '<GuardOrder as JSON>'`.
//
// Standard input is a pipe that the owner holds. When it closes, because the owner stopped, crashed or was
// killed with -9, the guard stops the server. It runs in a session of its own, so that Ctrl-C in a terminal
// reaches the owner only, which can then stop its parts in order. Plain JavaScript, so that it also runs from
// sources that nobody has built.
import { spawn } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';

const PATIENCE_MS = 20_000;
const order = JSON.parse(process.argv[2]);

if (order.pidFile) writeFileSync(order.pidFile, `${process.ppid}\n${process.pid}\n`, { flag: 'wx' });
const server = spawn(order.command, order.args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true, // a group of its own, so that its own children can be ended with it
  cwd: order.cwd ?? '/',
  env: order.env,
  ...(order.account && { uid: order.account.uid, gid: order.account.gid }),
});
if (order.pidFile && server.pid) appendFileSync(order.pidFile, `${server.pid}\n`);

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  server.kill(order.stopSignal);
  setTimeout(() => server.kill('SIGKILL'), PATIENCE_MS).unref();
}

function finish(code) {
  endGroup();
  if (order.pidFile) rmSync(order.pidFile, { force: true });
  if (order.removeAfterwards) rmSync(order.removeAfterwards, { recursive: true, force: true });
  process.exit(code);
}

/** A server that crashed may have left children behind. */
function endGroup() {
  try {
    if (server.pid) process.kill(-server.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

process.stdin.on('end', stop).on('error', stop).resume();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
server.on('error', (error) => {
  console.error(`could not start ${order.command}: ${error.message}`);
  finish(1);
});
server.on('exit', (code, signal) => {
  if (!stopping) console.error(`${order.command} ended by itself (${signal ?? `exit code ${code}`})`);
  finish(stopping ? 0 : 1);
});
