import { beforeAll, describe, expect, it } from 'vitest';
import { deliverLot, type RegisteredLot } from './acts.js';
import { cast } from './cast.js';
import { Client, refusalOf } from './client.js';
import { claim, serialOf, supplyOnPaper, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy, regulator } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'regulator',
);
let lot: RegisteredLot;
beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 8);
});

/** What a screen hears while it stays open, one server-sent event after the other. */
async function* eventsOf<T>(stream: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (/^event: next$/m.test(event) && data) yield (JSON.parse(data) as { data: T }).data;
    }
  }
}

/** Listens while something is done, until what is heard is enough. */
async function heard<T>(
  client: Client,
  query: string,
  act: () => Promise<unknown>,
  enough: (next: T) => boolean,
) {
  const stop = new AbortController();
  const answer = await client.fetch('/graphql/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  await act();
  const all: T[] = [];
  for await (const next of eventsOf<T>(answer.body!)) {
    all.push(next);
    if (enough(next)) break;
  }
  stop.abort();
  return all;
}

const OPERATIONS = 'subscription { operationChanged { id kind status } }';
const ALERTS = 'subscription { alertRaised { rule serial } }';
interface Change {
  readonly operationChanged: { id: string; kind: string; status: string };
}
interface Raised {
  readonly alertRaised: { rule: string; serial: string | null };
}

describe('a screen that stays open', () => {
  it('is not for strangers', async () => {
    const answer = await new Client().fetch('/graphql/stream', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: OPERATIONS }),
    });
    expect(await answer.text()).toContain('UNAUTHENTICATED');
  });

  it('is told when the ledger has confirmed the supply', async () => {
    const changes = await heard<Change>(
      pharmacy,
      OPERATIONS,
      () => supplyOnPaper(pharmacy, [lot.codes[0]!]),
      ({ operationChanged: { kind, status } }) => kind === 'dispense' && status === 'CONFIRMED',
    );
    expect(changes.length).toBeGreaterThan(0);
  });

  it('of another pharmacy is told of its own operations only', async () => {
    const changes = await heard<Change>(
      otherPharmacy,
      OPERATIONS,
      async () => {
        await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [lot.codes[1]!])).id);
        await claim(otherPharmacy, { scan: lot.codes[2] });
      },
      ({ operationChanged: { kind, status } }) => kind === 'claim' && status === 'CONFIRMED',
    );
    expect(changes.map(({ operationChanged: { kind } }) => kind)).not.toContain('dispense');
  });

  it('of the regulator shows an alert as it is raised', async () => {
    const code = lot.codes[3]!;
    const raised = await heard<Raised>(
      regulator,
      ALERTS,
      () => refusalOf(supplyOnPaper(otherPharmacy, [code])),
      ({ alertRaised: { serial } }) => serial === serialOf(code),
    );
    expect(raised.at(-1)?.alertRaised.rule).toBe('NOT_IN_CUSTODY');
  });
});
