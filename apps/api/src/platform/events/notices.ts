import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../../config.js';

/**
 * News for the screens, sent through PostgreSQL from the worker to every API process. It is a hint, at most once:
 * whoever gets it reads the rows. `topic` says of what kind; `id` of what.
 */
export interface Notice {
  readonly topic: string;
  readonly id: string;
  /** The ledger id or the site that it concerns, where there is one. */
  readonly partyId?: number;
  readonly siteId?: string;
}

export const NOTICE_CHANNEL = 'custodia';

/** The topic that says that a session has ended: its streams end with it. */
export const SESSION_ENDED = 'session-ended';

type Listener = (notice: Notice) => void;

/** The receiving side. It listens from the first subscriber on. */
@Injectable()
export class Notices implements OnApplicationShutdown {
  readonly #listeners = new Set<Listener>();
  readonly #logger = new Logger(Notices.name);
  #client: pg.Client | undefined;
  #closed = false;

  constructor(private readonly config: Config) {}

  /** All notices of a topic that pass the filter, from now on, until the reader stops. */
  stream(topic: string, accept: (notice: Notice) => boolean = () => true): AsyncIterableIterator<Notice> {
    const waiting: Notice[] = [];
    let wake: (() => void) | undefined;
    let ended = false;
    const listener: Listener = (notice) => {
      if (notice.topic !== topic || !accept(notice)) return;
      waiting.push(notice);
      wake?.();
    };
    const end = async (): Promise<IteratorReturnResult<undefined>> => {
      ended = true;
      this.#listeners.delete(listener);
      wake?.();
      return { value: undefined, done: true };
    };
    this.#listeners.add(listener);
    void this.connect();
    return {
      async next() {
        while (!waiting.length && !ended) await new Promise<void>((resolve) => (wake = resolve));
        const value = waiting.shift();
        return value ? { value, done: false } : { value: undefined, done: true };
      },
      return: end,
      throw: end,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    await this.#client?.end();
  }

  private async connect(): Promise<void> {
    if (this.#client || this.#closed) return;
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      application_name: 'custodia-notices',
    });
    this.#client = client;
    client.on('notification', ({ payload }) => this.dispatch(payload));
    client.on('error', (error) => this.reconnect(error));
    client.on('end', () => this.reconnect());
    try {
      await client.connect();
      await client.query(`LISTEN ${NOTICE_CHANNEL}`);
    } catch (error) {
      this.reconnect(error);
    }
  }

  private dispatch(payload: string | undefined): void {
    const notice = JSON.parse(payload ?? '{}') as Notice;
    for (const listener of this.#listeners) listener(notice);
  }

  private reconnect(error?: unknown): void {
    if (!this.#client) return;
    this.#client.removeAllListeners().on('error', () => undefined);
    this.#client = undefined;
    if (this.#closed) return;
    this.#logger.warn(`Lost the connection for notices${error instanceof Error ? `: ${error.message}` : ''}`);
    setTimeout(() => void this.connect(), 1_000).unref();
  }
}
