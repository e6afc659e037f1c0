// Keeps one server process for its owner.
//
// Standard input is a pipe that the owner holds. Its first line is the order (GuardOrder as JSON), which may hold
// secrets that a command line would show to everybody. When the pipe closes, because the owner stopped, crashed or
// was killed with -9, the guard stops the server. It runs in a session of its own, so that Ctrl-C in a terminal
// reaches the owner only, which can then stop its parts in order. Plain JavaScript, so that it also runs from
// sources that nobody has built.
import { spawn } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const PATIENCE_MS = 20_000;

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => guard(JSON.parse(line)));

function guard(order) {
  writeFileSync(order.pidFile, `${process.ppid}\n${process.pid}\n`, { flag: 'wx' });
  const server = spawn(order.command, order.args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true, // a group of its own, so that its own children can be ended with it
    cwd: order.cwd ?? '/',
    env: order.env,
    ...(order.account && { uid: order.account.uid, gid: order.account.gid }),
  });
  if (server.pid) appendFileSync(order.pidFile, `${server.pid}\n`);

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.kill(order.stopSignal);
    setTimeout(() => server.kill('SIGKILL'), PATIENCE_MS).unref();
  };
  const finish = (code) => {
    endGroup(server.pid);
    rmSync(order.pidFile, { force: true });
    if (order.removeAfterwards) rmSync(order.removeAfterwards, { recursive: true, force: true });
    process.exit(code);
  };

  lines.on('close', stop);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
  server.on('error', (error) => {
    console.error(`could not start ${order.command}: ${error.message}`);
    finish(1);
  });
  server.on('exit', (code, signal) => {
    if (!stopping) console.error(`${order.command} ended by itself (${signal ?? `exit code ${code}`})`);
    finish(stopping ? 0 : 1);
  });
}

/** A server that crashed may have left children behind. */
function endGroup(leader) {
  try {
    if (leader) process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
