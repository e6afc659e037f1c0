import { Injectable } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { systemActor } from '../access/index.js';
import { Metrics } from '../metrics/index.js';
import { UnitOfWork, type Tx } from '../work/index.js';
import type { DomainEvent } from './domain-events.js';
import { EventDispatcher } from './event-dispatcher.job.js';
import { OfKinds, OnEvent, OnEvents } from './on-event.decorator.js';

declare module './domain-events.js' {
  interface DomainEvents {
    'spec.happened': { subject: string };
    'spec.followed': { subject: string };
    'spec.counted': { subject: string };
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

/** Asks for the events of few operations. */
@Injectable()
class Narrow {
  @OnEvent('operation.confirmed')
  @OfKinds('approveRecall', 'amendLot')
  async one({ payload }: DomainEvent<'operation.confirmed'>, tx: Tx): Promise<void> {
    await write(tx, 'one', payload.operationId);
  }

  @OnEvents('operation.confirmed')
  @OfKinds('ship')
  async many(events: readonly DomainEvent<'operation.confirmed'>[], tx: Tx): Promise<void> {
    await write(tx, 'many', events.map(({ payload }) => payload.operationId).join(' '));
  }
}

/** Writes down how many events came together. */
@Injectable()
class Ledgerman {
  readonly groups: string[][] = [];
  poison: string | undefined;

  @OnEvents('spec.counted')
  async count(events: readonly DomainEvent<'spec.counted'>[], tx: Tx): Promise<void> {
    const subjects = events.map(({ payload }) => payload.subject);
    for (const subject of subjects) await write(tx, 'count', subject);
    if (this.poison && subjects.includes(this.poison)) throw new Error('poisoned');
    this.groups.push(subjects);
  }
}

async function write(tx: Tx, handler: string, subject: string): Promise<void> {
  tx.audit({ type: handler, id: subject });
}

let bench: Bench;
let work: UnitOfWork;

beforeAll(async () => {
  bench = await openBench({ providers: [Diary, Ledgerman, Narrow] });
  work = bench.get(UnitOfWork);
});
afterAll(() => bench.close());
/** The audit trail is never emptied: each test reads what came after its beginning. */
let begin = 0;
beforeEach(async () => {
  await bench.sql('TRUNCATE domain_event, domain_event_delivery');
  const [last] = await bench.sql<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM audit_entry');
  begin = last!.id;
});

const happen = (subject: string) =>
  work.run(systemActor('spec'), 'spec.happen', (tx) => tx.publish('spec.happened', { subject }));

async function diary(): Promise<string[]> {
  const rows = await bench.sql<{ line: string }>(
    `SELECT subject_type || ' ' || subject_id AS line FROM audit_entry WHERE id > $1 ORDER BY line`,
    [begin],
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
    expect(await bench.get(Metrics).text()).toContain('custodia_events_waiting 1\n');
    await bench.dispatchEvents();
    expect(await bench.get(Metrics).text()).toContain('custodia_events_waiting 0\n');
    await bench.dispatchEvents();
    expect(await diary()).toEqual(['note a', 'spec.followed true', 'stumble a']);
  });

  it('about an operation reaches only those who asked for its kind, and costs the others nothing', async () => {
    await work.run(systemActor('spec'), 'spec.happen', async (tx) => {
      for (const [n, kind] of ['dispense', 'ship', 'amendLot', 'dispense', 'ship', 'dispense'].entries())
        await tx.publish('operation.confirmed', { operationId: `op-${n}`, kind });
    });
    const deliveries = vi.spyOn(work, 'run');
    await bench.dispatchEvents();
    expect(await diary()).toEqual(['many op-1 op-4', 'one op-2']);
    expect(deliveries).toHaveBeenCalledTimes(2);
    deliveries.mockRestore();
    expect(await bench.sql('SELECT * FROM domain_event WHERE dispatched_at IS NULL')).toEqual([]);
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

  it('comes together with its neighbours of the same kind, in order, where the handler can take many', async () => {
    await work.run(systemActor('spec'), 'spec.happen', async (tx) => {
      for (const subject of ['1', '2', '3']) await tx.publish('spec.counted', { subject });
      await tx.publish('spec.followed', { subject: 'between' });
      for (const subject of ['4', '5']) await tx.publish('spec.counted', { subject });
    });
    await bench.dispatchEvents();
    expect(bench.get(Ledgerman).groups).toEqual([
      ['1', '2', '3'],
      ['4', '5'],
    ]);
  });

  it('that such a handler cannot take does not keep the others', async () => {
    const counting = bench.get(Ledgerman);
    counting.poison = '7';
    await work.run(systemActor('spec'), 'spec.happen', async (tx) => {
      for (const subject of ['6', '7', '8']) await tx.publish('spec.counted', { subject });
    });
    await bench.dispatchEvents();
    expect(await diary()).toEqual(['count 6', 'count 8']);
    counting.poison = undefined;
    await bench.sql('UPDATE domain_event SET retry_at = now()');
    await bench.dispatchEvents();
    expect(await diary()).toEqual(['count 6', 'count 7', 'count 8']);
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
