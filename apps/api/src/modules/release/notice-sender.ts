import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { NodeConfig } from '../../config.js';
import { APART_MS, LEASE_MS, pauseAfter } from './notice.rules.js';
import { sqlOf } from './sql.js';

const BATCH = 20;
const IDLE_MS = 1_000;
const TIMEOUT_MS = 10_000;

interface Due {
  readonly pseudonym: string;
  readonly address: string;
  readonly happened: number;
  readonly attempts: number;
}

/**
 * Tells the platform that there is something new for an address, and nothing else. What is to be told was written with
 * its line, and waits until the platform has taken it: two words about one look do no harm, none would.
 */
@Injectable()
export class NoticeSender implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Notices');
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #said = '';

  constructor(
    private readonly config: NodeConfig,
    private readonly database: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.noticeUrl) this.#running = this.#run(this.config.noticeUrl);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** @returns how many attempts were made */
  async sendDue(url: string, now: Date): Promise<number> {
    const due = await sqlOf(this.database)<Due>(
      `UPDATE notice SET attempts = attempts + 1, next_at = $2 WHERE pseudonym IN (
         SELECT pseudonym FROM notice WHERE next_at <= $1 ORDER BY next_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
       RETURNING pseudonym, address, happened, attempts`,
      [now, new Date(now.getTime() + LEASE_MS)],
    );
    await Promise.all(due.map((one) => this.#send(url, one, now)));
    return due.length;
  }

  async #send(url: string, { pseudonym, address, happened, attempts }: Due, now: Date): Promise<void> {
    const failure = await this.#post(url, address);
    this.#say(failure);
    const sql = sqlOf(this.database);
    // Whoever has taken it up since, or has chosen another address, has the say.
    const own = 'WHERE pseudonym = $1 AND address = $2 AND attempts = $3';
    const at = (ms: number) => new Date(now.getTime() + ms);
    if (failure)
      await sql(`UPDATE notice SET next_at = $4 ${own}`, [
        pseudonym,
        address,
        attempts,
        at(pauseAfter(attempts)),
      ]);
    else
      await sql(
        `UPDATE notice SET attempts = 0, quiet_until = $4, next_at = CASE WHEN happened > $5 THEN $4::timestamptz END ${own}`,
        [pseudonym, address, attempts, at(APART_MS), happened],
      );
  }

  /** @returns what is wrong, if anything is */
  async #post(url: string, address: string): Promise<string> {
    try {
      const { ok, status } = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'Custodia-Node/1' },
        body: JSON.stringify({ address }),
        redirect: 'error',
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return ok ? '' : `the platform answered ${status}`;
    } catch (error) {
      return `the platform does not answer: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** Once for each reason: it is tried again and again. */
  #say(failure: string): void {
    if (failure && failure !== this.#said) this.#logger.warn(`Patients are not told of looks: ${failure}`);
    this.#said = failure;
  }

  async #run(url: string): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const sent = await this.sendDue(url, new Date()).catch((error: unknown) => {
        this.#say(error instanceof Error ? error.message : String(error));
        return 0;
      });
      if (sent < BATCH) await sleep(IDLE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
