import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config.js';
import { systemActor } from '../access/index.js';
import { Metrics } from '../metrics/index.js';
import { OutboxListener } from '../work/outbox-listener.js';
import { UnitOfWork } from '../work/unit-of-work.js';
import { BackgroundJob, pause, type WorkerJob } from '../worker/worker-job.js';
import type { DomainEvent } from './domain-events.js';
import { EventHandlers, type NamedHandler } from './event-handlers.js';

const BATCH = 500;
/** Under load events gather for so long, and are handled together. */
const GATHER_MS = 100;
/** How long to wait for the bell; events whose handler failed are tried again without it. */
const IDLE_MS = 1_000;
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
    private readonly config: Config,
    metrics: Metrics,
  ) {
    const ask = async (value: string) => {
      const rows: { value: number }[] = await database.query(
        `SELECT ${value}::float8 AS value FROM domain_event WHERE dispatched_at IS NULL`,
      );
      return rows;
    };
    metrics.gauge('custodia_events_waiting', 'Events that were not handled yet.', () => ask('count(*)'));
    metrics.gauge('custodia_events_oldest_seconds', 'Age of the oldest of them.', () =>
      ask('coalesce(extract(epoch FROM now() - min(created_at)), 0)'),
    );
  }

  async run(signal: AbortSignal): Promise<void> {
    const outbox = new OutboxListener(this.config.databaseUrl, 'custodia-dispatcher');
    try {
      while (!signal.aborted) {
        if ((await this.dispatchBatch()) === BATCH) continue;
        await pause(GATHER_MS, signal);
        await outbox.wait(IDLE_MS, signal);
      }
    } finally {
      await outbox.close();
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
      const failed = new Set<EventRow>();
      for (const neighbours of runsOfOneType(rows))
        for (const row of await this.deliverAll(neighbours)) failed.add(row);
      for (const row of failed) await this.postpone(manager, row);
      const done = rows.filter((row) => !failed.has(row)).map(({ id }) => id);
      if (done.length) {
        await manager.query('UPDATE domain_event SET dispatched_at = now() WHERE id = ANY($1)', [done]);
        await manager.query('DELETE FROM domain_event_delivery WHERE event_id = ANY($1)', [done]);
      }
      return rows.length;
    });
  }

  /** @returns the events that a handler failed on; one that failed does not keep the others from their work. */
  private async deliverAll(rows: readonly EventRow[]): Promise<EventRow[]> {
    const failed = new Set<EventRow>();
    for (const handler of this.handlers.of(rows[0]!.type)) {
      const wanted = rows.filter(({ payload }) => handler.wants(payload));
      if (handler.together && wanted.length > 1 && (await this.tryAll(handler, wanted))) continue;
      for (const row of wanted) if (!(await this.tryOne(handler, row))) failed.add(row);
    }
    return [...failed];
  }

  private async tryAll(handler: NamedHandler, rows: readonly EventRow[]): Promise<boolean> {
    try {
      await this.deliverTo(handler, rows);
      return true;
    } catch (error) {
      this.#logger.warn(`${handler.name} gets ${rows.length} events one by one: ${traceOf(error)}`);
      return false;
    }
  }

  private async tryOne(handler: NamedHandler, row: EventRow): Promise<boolean> {
    try {
      await this.deliverTo(handler, [row]);
      return true;
    } catch (error) {
      this.#logger.error(`${handler.name} failed on event ${row.id} (${row.type}): ${traceOf(error)}`);
      return false;
    }
  }

  private deliverTo(handler: NamedHandler, rows: readonly EventRow[]): Promise<void> {
    return this.work.run(systemActor(handler.name), 'event.handle', async (tx) => {
      const delivered = await tx.sql<{ event_id: number }>(
        `INSERT INTO domain_event_delivery (event_id, handler) SELECT id, $2 FROM unnest($1::bigint[]) AS e (id)
         ON CONFLICT DO NOTHING RETURNING event_id`,
        [rows.map(({ id }) => id), handler.name],
      );
      const fresh = new Set(delivered.map(({ event_id }) => event_id));
      const events = rows.filter(({ id }) => fresh.has(id)).map(eventOf);
      if (events.length > 0) await handler.handle(events, tx);
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

function eventOf({ id, type, payload, created_at: createdAt }: EventRow): DomainEvent {
  return { id, type, payload, createdAt } as DomainEvent;
}

/** In their order: an event never overtakes one of another kind. */
function runsOfOneType(rows: readonly EventRow[]): EventRow[][] {
  const runs: EventRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.[0]?.type === row.type) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
