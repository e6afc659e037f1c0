import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { systemActor } from '../access/index.js';
import { UnitOfWork } from '../work/unit-of-work.js';
import { BackgroundJob, pause, type WorkerJob } from '../worker/worker-job.js';
import type { DomainEvent } from './domain-events.js';
import { EventHandlers, type NamedHandler } from './event-handlers.js';

const BATCH = 100;
const IDLE_MS = 100;
const LONGEST_RETRY_S = 300;

interface EventRow {
  id: number;
  type: string;
  payload: unknown;
  created_at: Date;
  attempts: number;
}

/** Hands domain events to their handlers, after the commit of the transaction that published them. */
@Injectable()
@BackgroundJob()
export class EventDispatcher implements WorkerJob {
  readonly name = 'event-dispatcher';
  readonly #logger = new Logger(EventDispatcher.name);

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly handlers: EventHandlers,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const dispatched = await this.dispatchBatch();
      if (dispatched < BATCH) await pause(IDLE_MS, signal);
    }
  }

  /** Dispatches all events that are due, those that their handlers publish included. For tests and the seed. */
  async drain(): Promise<void> {
    while ((await this.dispatchBatch()) > 0);
  }

  /** @returns how many events were taken up. */
  private dispatchBatch(): Promise<number> {
    return this.database.transaction(async (manager) => {
      // Locked rows are another worker's. An id may be committed after a later one, so there is no cursor.
      const rows: EventRow[] = await manager.query(
        `SELECT id, type, payload, created_at, attempts FROM domain_event
         WHERE dispatched_at IS NULL AND (retry_at IS NULL OR retry_at <= now())
         ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      );
      const done: number[] = [];
      for (const row of rows) {
        if (await this.deliver(row)) done.push(row.id);
        else await this.postpone(manager, row);
      }
      if (done.length) {
        await manager.query('UPDATE domain_event SET dispatched_at = now() WHERE id = ANY($1)', [done]);
        await manager.query('DELETE FROM domain_event_delivery WHERE event_id = ANY($1)', [done]);
      }
      return rows.length;
    });
  }

  /** @returns whether every handler has done its work; one that failed does not keep the others from theirs. */
  private async deliver(row: EventRow): Promise<boolean> {
    const event = {
      id: row.id,
      type: row.type,
      payload: row.payload,
      createdAt: row.created_at,
    } as DomainEvent;
    let complete = true;
    for (const handler of this.handlers.of(row.type)) {
      try {
        await this.deliverTo(handler, event);
      } catch (error) {
        complete = false;
        const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#logger.error(`${handler.name} failed on event ${event.id} (${event.type}): ${trace}`);
      }
    }
    return complete;
  }

  private deliverTo(handler: NamedHandler, event: DomainEvent): Promise<void> {
    return this.work.run(systemActor(handler.name), 'event.handle', async (tx) => {
      const fresh = await tx.sql(
        `INSERT INTO domain_event_delivery (event_id, handler) VALUES ($1, $2)
         ON CONFLICT DO NOTHING RETURNING event_id`,
        [event.id, handler.name],
      );
      if (fresh.length) await handler.handle(event, tx);
    });
  }

  private async postpone(manager: EntityManager, { id, attempts }: EventRow): Promise<void> {
    const seconds = Math.min(2 ** attempts, LONGEST_RETRY_S);
    await manager.query(
      `UPDATE domain_event SET attempts = attempts + 1, retry_at = now() + make_interval(secs => $2) WHERE id = $1`,
      [id, seconds],
    );
  }
}
