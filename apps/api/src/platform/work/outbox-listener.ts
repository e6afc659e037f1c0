import pg from 'pg';
import { OUTBOX_CHANNEL } from './outbox-bell.js';

/** Hears the bell of the outbox. It may miss it: whoever waits looks by itself, too. */
export class OutboxListener {
  #client: pg.Client | undefined;
  #heard = false;
  #wake: (() => void) | undefined;

  /** @param name how the connection is called in PostgreSQL's lists */
  constructor(
    private readonly databaseUrl: string,
    private readonly name: string,
  ) {}

  /** Ends when the bell has rung since the last call, after the time, or at the signal. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.connect();
    if (!this.#heard && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.#wake, { once: true });
      });
      if (this.#wake) signal.removeEventListener('abort', this.#wake);
    }
    this.#heard = false;
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  private connect(): void {
    if (this.#client) return;
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: this.name,
    });
    this.#client = client;
    const lost = () => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('notification', () => {
      this.#heard = true;
      this.#wake?.();
    });
    client.on('error', lost);
    client.on('end', lost);
    client
      .connect()
      .then(() => client.query(`LISTEN ${OUTBOX_CHANNEL}`))
      .catch(lost);
  }
}
