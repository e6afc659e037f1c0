import { Injectable } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { systemActor } from '../access/index.js';
import { UnitOfWork, type Tx } from '../work/index.js';
import type { DomainEvent } from './domain-events.js';
import { EventDispatcher } from './event-dispatcher.job.js';
import { OnEvent } from './on-event.decorator.js';

declare module './domain-events.js' {
  interface DomainEvents {
    'spec.happened': { subject: string };
    'spec.followed': { subject: string };
  }
}

/** Leaves a row for every event it gets: its name and what it was about. */
@Injectable()
class Diary {
  failures = 0;

  @OnEvent('spec.happened')
  async note({ payload }: DomainEvent<'spec.happened'>, tx: Tx): Promise<void> {
    await write(tx, 'note', payload.subject);
    await tx.publish('spec.followed', payload);
  }

  @OnEvent('spec.happened')
  async stumble({ payload }: DomainEvent<'spec.happened'>, tx: Tx): Promise<void> {
    await write(tx, 'stumble', payload.subject);
    if (this.failures-- > 0) throw new Error('stumbled');
  }

  @OnEvent('spec.followed', 'operation.refused')
  async follow({ type, id }: DomainEvent<'spec.followed' | 'operation.refused'>, tx: Tx): Promise<void> {
    await write(tx, type, String(id > 0));
  }
}

async function write(tx: Tx, handler: string, subject: string): Promise<void> {
  tx.audit({ type: handler, id: subject });
}

let bench: Bench;
let work: UnitOfWork;

beforeAll(async () => {
  bench = await openBench({ providers: [Diary] });
  work = bench.get(UnitOfWork);
});
afterAll(() => bench.close());
beforeEach(() => bench.sql('TRUNCATE audit_entry, domain_event, domain_event_delivery'));

const happen = (subject: string) =>
  work.run(systemActor('spec'), 'spec.happen', (tx) => tx.publish('spec.happened', { subject }));

async function diary(): Promise<string[]> {
  const rows = await bench.sql<{ line: string }>(
    `SELECT subject_type || ' ' || subject_id AS line FROM audit_entry ORDER BY line`,
  );
  return rows.map(({ line }) => line);
}

describe('a domain event', () => {
  it('reaches nobody when its transaction is undone', async () => {
    const undone = work.run(systemActor('spec'), 'spec.happen', async (tx) => {
      await tx.publish('spec.happened', { subject: 'never' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await bench.dispatchEvents();
    expect(await diary()).toEqual([]);
  });

  it('reaches every handler once, and so do the events that handlers publish', async () => {
    await happen('a');
    await bench.dispatchEvents();
    await bench.dispatchEvents();
    expect(await diary()).toEqual(['note a', 'spec.followed true', 'stumble a']);
  });

  it('comes again to the handler that failed, and to no other; what the failure wrote is undone', async () => {
    bench.get(Diary).failures = 2;
    await happen('b');
    await bench.dispatchEvents();
    expect(await diary()).toEqual(['note b', 'spec.followed true']);

    await bench.dispatchEvents();
    expect(await diary()).not.toContain('stumble b'); // it is given time
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await bench.sql('UPDATE domain_event SET retry_at = now()');
      await bench.dispatchEvents();
    }
    expect(await diary()).toEqual(['note b', 'spec.followed true', 'stumble b']);
    expect(await bench.sql('SELECT * FROM domain_event WHERE dispatched_at IS NULL')).toEqual([]);
    expect(await bench.sql('SELECT * FROM domain_event_delivery')).toEqual([]);
  });

  it('is delivered once by several workers', async () => {
    for (let n = 0; n < 40; n += 1) await happen(String(n).padStart(2, '0'));
    await Promise.all(Array.from({ length: 4 }, () => bench.dispatchEvents()));
    await bench.dispatchEvents();
    const lines = await diary();
    expect(lines.filter((line) => line.startsWith('note'))).toHaveLength(40);
    expect(new Set(lines.filter((line) => !line.startsWith('spec')))).toHaveLength(80);
  });

  it('is dispatched by the job until it is told to stop', async () => {
    const stop = new AbortController();
    const running = bench.get(EventDispatcher).run(stop.signal);
    await happen('c');
    while ((await diary()).length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    await running;
  });
});
