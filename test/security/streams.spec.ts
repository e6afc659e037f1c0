import {
  aLedgerContract,
  listening,
  NOTICE_CHANNEL,
  openApiBench,
  WorkerModule,
  type ApiBench,
  type Browser,
} from '@custodia/api/testing';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationsOf, type Operation } from './operations.js';
import { LETTERS, type Letter } from './roles.js';
import { aWorld, missing, type Kind, type World } from './world.js';

/** What a subscription brings news of, and to whom: the letters are those of expected.ts. */
interface Stream {
  readonly topic: string;
  readonly kind: Kind;
  readonly letters: string;
  /** Whether the thing is named by who subscribes. */
  readonly named?: boolean;
}

const STREAMS: Record<string, Stream> = {
  //                                                       M D P R X G S
  alertRaised: { topic: 'alert', kind: 'alert', letters: 'o o o - - a -' },
  operationChanged: { topic: 'operation', kind: 'operation', letters: 'o o o o o . .' },
  recallChanged: { topic: 'recall', kind: 'recall', letters: 'o o o - o a -' },
  runProgress: { topic: 'run', kind: 'run', letters: 'o o o . o a .', named: true },
};

let api: ApiBench;
let here: World;
let there: World;
let address: string;
let operations: Map<string, Operation>;
beforeAll(async () => {
  // Every role holds several streams at once, from one address.
  api = await openApiBench({ imports: [WorkerModule], settings: { RATE_LIMIT_PER_ADDRESS: '0' } });
  await aLedgerContract(api);
  here = await aWorld(api);
  there = await aWorld(api);
  await api.app.listen(0, '127.0.0.1');
  address = `${await api.app.getUrl()}/graphql/stream`;
  const subscriptions = operationsOf(api.get(GraphQLSchemaHost).schema);
  operations = new Map(
    subscriptions.filter(({ kind }) => kind === 'subscription').map((one) => [one.name, one]),
  );
});
afterAll(() => api?.close());

const headersOf = ({ cookies }: Browser) => ({
  'content-type': 'application/json',
  accept: 'text/event-stream',
  origin: api.config.publicOrigin,
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  'x-custodia-csrf': cookies.get('custodia_csrf') ?? '',
});

/** An open stream, and all that it has brought. */
class Followed {
  text = '';
  readonly #gone = new AbortController();
  readonly ended: Promise<void>;

  private constructor(answer: Response) {
    this.ended = this.read(answer);
  }

  static async open(browser: Browser, query: string, variables: object = {}): Promise<Followed> {
    const gone = new AbortController();
    const answer = await fetch(address, {
      method: 'POST',
      headers: headersOf(browser),
      body: JSON.stringify({ query, variables }),
      signal: gone.signal,
    });
    const followed = new Followed(answer);
    followed.#gone.signal.addEventListener('abort', () => gone.abort());
    return followed;
  }

  brought(id: string): boolean {
    return this.text.includes(`"${id}"`);
  }

  async close(): Promise<void> {
    this.#gone.abort();
    await this.ended;
  }

  private async read(answer: Response): Promise<void> {
    try {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>)
        this.text += Buffer.from(chunk).toString();
    } catch (error) {
      if (!this.#gone.signal.aborted) throw error;
    }
  }
}

/** News of a thing, as the worker sends it: with every site and ledger id of its world. */
async function tell(topic: string, id: string, world: World): Promise<void> {
  const [row] = await api.sql<{ party_id: number }>('SELECT party_id FROM operation WHERE id = $1', [
    topic === 'operation' ? id : missing('operation'),
  ]);
  const notices =
    topic === 'operation'
      ? [{ partyId: row!.party_id }]
      : LETTERS.map((l) => ({ siteId: world.sites[l].id }));
  for (const notice of notices)
    await api.sql('SELECT pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify({ topic, id, ...notice })]);
}

const things = (world: World, kind: Kind) => [...new Set(LETTERS.map((letter) => world.thing(kind, letter)))];

test('every subscription has a line in the table, and every line a subscription', () => {
  expect(Object.keys(STREAMS).sort()).toEqual([...operations.keys()].sort());
});

describe.each(Object.entries(STREAMS))('%s', (name, { topic, kind, letters, named }) => {
  const expected = Object.fromEntries(letters.split(' ').map((letter, n) => [LETTERS[n]!, letter]));

  test('asks strangers to sign in', async () => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: headersOf(api.browser()),
      body: JSON.stringify({ query: operations.get(name)!.document }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'UNAUTHENTICATED' }]);
  });

  test('brings to each role what the table says', async () => {
    const { document } = operations.get(name)!;
    const seen: Record<string, string> = named
      ? await askedByName(document, kind)
      : await followed(document, topic, kind, expected);
    expect(seen).toEqual(expected);
  });
});

async function askedByName(document: string, kind: Kind): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const role of LETTERS) {
    const answers = [];
    for (const id of [here.thing(kind, role), there.thing(kind, role), missing(kind)]) {
      const stream = await Followed.open(here.people[role], document, { runId: id });
      await stream.ended;
      answers.push(stream.text.replaceAll(id, '#'));
    }
    const [own, others, nobodys] = answers;
    const refused = own!.includes('"FORBIDDEN"');
    seen[role] = refused ? '-' : others !== nobodys ? 'a' : own !== nobodys ? 'o' : '.';
  }
  return seen;
}

async function followed(
  document: string,
  topic: string,
  kind: Kind,
  expected: Record<string, string>,
): Promise<Record<string, string>> {
  const streams = new Map<Letter, Followed>();
  for (const role of LETTERS) streams.set(role, await Followed.open(here.people[role], document));
  for (const role of LETTERS.filter((letter) => expected[letter] === '-'))
    await expect
      .poll(() => streams.get(role)!.text, { message: `${role} is refused` })
      .toContain('"FORBIDDEN"');
  await listening(api);
  const [own, others] = [things(here, kind), things(there, kind)];
  // What is another's comes first and twice: when one's own has arrived, it would have come as well.
  for (const id of [...others, ...others]) await tell(topic, id, there);
  for (const id of own) await tell(topic, id, here);
  const brings = (role: Letter, ids: string[]) => ids.some((id) => streams.get(role)!.brought(id));
  for (const role of LETTERS.filter((letter) => 'oa'.includes(expected[letter]!)))
    await expect.poll(() => brings(role, own), { message: `${role} hears of its own` }).toBe(true);
  const seen: Record<string, string> = {};
  for (const role of LETTERS) {
    const stream = streams.get(role)!;
    seen[role] = stream.text.includes('"FORBIDDEN"')
      ? '-'
      : brings(role, others)
        ? 'a'
        : brings(role, own)
          ? 'o'
          : '.';
    await stream.close();
  }
  return seen;
}
