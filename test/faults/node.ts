import { freePort, startChain, startPostgres, startProgram, type RunningProgram } from '@custodia/embedded';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const API = fileURLToPath(new URL('../../apps/api/', import.meta.url));
const CLOCK = fileURLToPath(new URL('clock.mjs', import.meta.url));

export const PARTS = ['api', 'worker', 'postgres', 'chain'] as const;
export type Part = (typeof PARTS)[number];

interface Ports {
  readonly api: number;
  readonly postgres: number;
  readonly chain: number;
}

/** One node as it is in production, with the demo in it: each part a process that can be killed and started again. */
export class FaultyNode {
  readonly #running = new Map<Part, RunningProgram>();
  readonly #clocks = new Map<Part, number>();
  #databaseUrl = '';
  /** How often the database was made anew; each has a folder of its own. */
  #databases = 0;

  private constructor(
    readonly folder: string,
    private readonly ports: Ports,
  ) {}

  /** Starts everything in an empty folder and founds the demo. */
  static async start(folder: string): Promise<FaultyNode> {
    const [api, postgres, chain] = [await freePort(), await freePort(), await freePort()];
    const node = new FaultyNode(folder, { api, postgres, chain });
    mkdirSync(join(folder, 'logs'), { recursive: true });
    await node.start('postgres');
    await node.start('chain');
    for (const command of ['keys:make', 'migrate', 'deploy-contracts', 'seed']) await node.command(command);
    await node.start('api');
    await node.start('worker');
    return node;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.ports.api}`;
  }

  get origin(): string {
    return `http://localhost:${this.ports.api}`;
  }

  get databaseUrl(): string {
    return this.#databaseUrl;
  }

  get ledgerUrl(): string {
    return `http://127.0.0.1:${this.ports.chain}`;
  }

  /** Starts a part and waits until it is there. */
  async start(part: Part): Promise<void> {
    this.#running.set(part, await this.started(part));
    if (part === 'api') await this.ready();
  }

  /** Asks a part to end, and waits for it. */
  async stop(part: Part): Promise<void> {
    await this.#running.get(part)?.stop();
    this.#running.delete(part);
  }

  /** kill -9, as a machine does that runs out of memory. */
  async kill(part: Part): Promise<void> {
    const running = this.#running.get(part);
    // Who started it, its guard, and the program itself.
    const [, , pid] = readFileSync(this.pidFile(part), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await running?.ended;
    await this.stop(part);
  }

  /** Starts what has ended by itself, as an orchestrator does. @returns how many parts that were */
  async revive(): Promise<number> {
    let revived = 0;
    for (const part of PARTS) {
      const running = this.#running.get(part);
      const ended = running && (await Promise.race([running.ended.then(() => true), sleep(1, false)]));
      if (running && !ended) continue;
      await this.stop(part).catch(() => undefined);
      await this.start(part);
      revived++;
    }
    return revived;
  }

  /** Loses the database and all that used it, and starts another in an empty folder. */
  async replaceDatabase(): Promise<void> {
    for (const part of ['worker', 'api', 'postgres'] as const) await this.stop(part);
    rmSync(this.databaseFolder(), { recursive: true, force: true });
    this.#databases++;
    await this.start('postgres');
  }

  /** Sets the clock of a program; it takes effect when it starts the next time. */
  setClock(part: 'api' | 'worker', aheadMs: number): void {
    this.#clocks.set(part, aheadMs);
  }

  async end(): Promise<void> {
    for (const part of ['worker', 'api', 'chain', 'postgres'] as const) {
      await this.stop(part).catch((problem: unknown) => process.stderr.write(`${String(problem)}\n`));
    }
  }

  async command(name: string, ...args: string[]): Promise<string> {
    const run = promisify(execFile)(process.execPath, ['dist/cli.js', name, ...args], {
      cwd: API,
      env: this.environment(),
      maxBuffer: 1 << 24,
    });
    return (await run).stdout;
  }

  private async started(part: Part): Promise<RunningProgram> {
    const logFile = join(this.folder, 'logs', `${part}.log`);
    if (part === 'postgres') {
      const dataDir = this.databaseFolder();
      const postgres = await startPostgres({ dataDir, port: this.ports.postgres, logFile });
      this.#databaseUrl = postgres.url;
      return postgres;
    }
    if (part === 'chain') {
      return startChain({ dataDir: join(this.folder, 'chain'), port: this.ports.chain, logFile });
    }
    const program = part === 'api' ? 'main' : 'worker';
    return startProgram({
      command: process.execPath,
      args: ['--import', CLOCK, `dist/${program}.js`],
      cwd: API,
      env: { ...this.environment(), CLOCK_AHEAD_MS: String(this.#clocks.get(part) ?? 0) },
      logFile,
      pidFile: this.pidFile(part),
      mark: `dist/${program}.js`,
    });
  }

  private databaseFolder(): string {
    return join(this.folder, this.#databases === 0 ? 'postgres' : `postgres-${this.#databases}`);
  }

  private pidFile(part: Part): string {
    if (part === 'postgres') return `${this.databaseFolder()}.pid`;
    if (part === 'chain') return join(this.folder, 'chain', 'anvil.pid');
    return join(this.folder, `${part}.pid`);
  }

  private environment(): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      NODE_ENV: 'production',
      NO_COLOR: '1',
      CUSTODIA_DEMO: '1',
      KEY_FILE: join(this.folder, 'keys.json'),
      KEY_FILE_PASSPHRASE: 'of a rehearsal',
      DATABASE_URL: this.#databaseUrl,
      LEDGER_RPC_URL: this.ledgerUrl,
      API_PORT: String(this.ports.api),
      PUBLIC_ORIGIN: this.origin,
    };
  }

  private async ready(): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.apiUrl}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(50);
    }
  }
}
