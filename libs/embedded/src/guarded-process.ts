import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Account } from './account.js';

const GUARD = fileURLToPath(new URL('../guard.mjs', import.meta.url));

const LOG_TAIL = 64 * 1024;

/** What the guard has to do; see guard.mjs. */
export interface GuardOrder {
  command: string;
  args: string[];
  /** Default: the root of the file system. */
  cwd?: string | undefined;
  env: Record<string, string>;
  /** Run the server as this user (only root can order it). */
  account?: Account | undefined;
  /** Asks the server to stop and keep its data. */
  stopSignal: NodeJS.Signals;
  /** Holds the process ids of owner, guard and server while they run, for the next start after a crash. */
  pidFile: string;
  /** A folder to delete when the server has ended (scratch data). */
  removeAfterwards?: string | undefined;
}

/** A server process that ends when its owner ends, however that happens. */
export interface GuardedProcess {
  /** Resolves when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** The end of what the server has logged since it was started; empty once it was stopped. */
  output(): string;
  /** Lets this program end without stopping the server first: the guard then stops it. */
  unref(): void;
  stop(): Promise<void>;
}

/** Starts a server under a guard. Its output is appended to `logFile`. */
export function startGuarded(order: GuardOrder, logFile: string): GuardedProcess {
  const log = new Log(logFile);
  const guard = spawn(process.execPath, [GUARD], {
    stdio: ['pipe', log.descriptor, log.descriptor],
    detached: true,
    cwd: '/',
    env: {},
  });
  const leash = guard.stdin as Socket;
  leash.on('error', () => {
    // The guard is gone already: `ended` tells.
  });
  leash.write(`${JSON.stringify(order)}\n`);

  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    guard.once('error', () => resolve());
    guard.once('exit', () => resolve());
  }).then(() => {
    hasEnded = true;
  });

  return {
    ended,
    hasEnded: () => hasEnded,
    output: () => log.read(),
    unref() {
      guard.unref();
      leash.unref();
    },
    async stop() {
      guard.ref();
      leash.end();
      await ended;
      log.close();
    },
  };
}

/** A log file that stays readable when the guard has deleted it with its folder. */
class Log {
  readonly descriptor: number;
  private readonly start: number;
  private closed = false;

  constructor(file: string) {
    this.descriptor = openSync(file, 'a+', 0o600);
    this.start = fstatSync(this.descriptor).size;
  }

  read(): string {
    if (this.closed) return '';
    const { size } = fstatSync(this.descriptor);
    const from = Math.max(this.start, size - LOG_TAIL);
    const content = Buffer.alloc(size - from);
    const length = readSync(this.descriptor, content, 0, content.length, from);
    return content.subarray(0, length).toString('utf8');
  }

  close(): void {
    if (!this.closed) closeSync(this.descriptor);
    this.closed = true;
  }
}
