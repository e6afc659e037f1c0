import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

export const OUTBOX_CHANNEL = 'custodia_outbox';
const QUIET_MS = 10;

/**
 * Wakes the worker when operations or events wait in the outbox, or operations have settled. After the commit and
 * outside of it: NOTIFY inside of a transaction takes a lock of the whole database at commit, and would put all writers
 * in a row. A lost ring costs little, since the worker looks by itself, too.
 */
@Injectable()
export class OutboxBell implements BeforeApplicationShutdown {
  readonly #logger = new Logger(OutboxBell.name);
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: DataSource) {}

  ring(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.database.query(`NOTIFY ${OUTBOX_CHANNEL}`).catch((error: unknown) => {
        this.#logger.warn(
          `Could not wake the worker: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    }, QUIET_MS);
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.#timer);
  }
}
