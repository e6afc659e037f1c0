import { Module } from '@nestjs/common';
import { Query, Resolver, Subscription } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PeopleService } from '../../modules/identity/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { aSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { listening } from '../../testing/listening.js';
import { Allow, CurrentActor, systemActor, type Actor } from '../access/index.js';
import { DomainError } from '../errors/index.js';
import { NOTICE_CHANNEL, Notices, type Notice } from '../events/index.js';

const SIGN_IN =
  'mutation { signIn(input: { email: "ana@example.test", password: "correct horse battery" }) { csrf } }';

@Resolver()
class SpecResolver {
  constructor(private readonly notices: Notices) {}

  @Query(() => String)
  @Allow('public')
  nothing(): string {
    return '';
  }

  @Subscription(() => String, {
    resolve: ({ id }: Notice) => {
      if (id === 'bad') throw new DomainError('BUSY', 'Not now.');
      return id;
    },
  })
  @Allow('dispensing.read')
  changed(@CurrentActor() actor: Actor): AsyncIterableIterator<Notice> {
    return this.notices.stream('spec', ({ partyId }) => partyId === actor.partyId);
  }

  @Subscription(() => String, { resolve: (text: string) => text })
  @Allow('dispensing.read')
  async *gone(): AsyncGenerator<string> {
    yield 'first';
    throw new DomainError('NOT_FOUND', 'It is not there any more.');
  }

  @Subscription(() => String)
  @Allow('lot.register')
  forMakers(): AsyncIterableIterator<Notice> {
    return this.notices.stream('spec');
  }
}

@Module({ providers: [SpecResolver] })
class SpecModule {}

let api: ApiBench;
let address: string;
let partyId: number;
let headers: Record<string, string>;

beforeAll(async () => {
  api = await openApiBench({ imports: [SpecModule] });
  await api.app.listen(0, '127.0.0.1');
  address = `${await api.app.getUrl()}/graphql/stream`;
  const site = await aSite(api);
  partyId = site.partyId;
  const email = 'ana@example.test';
  const person = {
    email,
    name: 'Ana',
    password: 'correct horse battery',
    memberships: [{ siteId: site.id }],
  };
  await api.get(PeopleService).add(systemActor('spec'), person);
  const browser = api.browser();
  await browser.ask(SIGN_IN);
  headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    cookie: cookiesOf(browser),
    ...csrfOf(browser),
  };
});
afterAll(() => api.close());

const cookiesOf = ({ cookies }: Browser) =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const csrfOf = ({ cookies }: Browser) => ({ 'x-custodia-csrf': cookies.get('custodia_csrf')! });

const subscribe = (query: string, without: string[] = [], other: Record<string, string> = {}) =>
  fetch(address, {
    method: 'POST',
    headers: Object.fromEntries(
      Object.entries({ ...headers, ...other }).filter(([name]) => !without.includes(name)),
    ),
    body: JSON.stringify({ query }),
  });

/** Reads a stream as text, up to the text that is waited for. */
async function readUntil(reader: ReadableStreamDefaultReader, text: string): Promise<string> {
  let read = '';
  while (!read.includes(text)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The stream ended before "${text}": ${read}`);
    read += new TextDecoder().decode(value as Uint8Array);
  }
  return read;
}

const send = (notice: Notice) =>
  api.sql('SELECT pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify(notice)]);

describe('the stream of subscriptions', () => {
  it('refuses strangers and pages of others', async () => {
    const stranger = await subscribe('subscription { changed }', ['cookie']);
    expect([stranger.status, await stranger.json()]).toMatchObject([401, { code: 'UNAUTHENTICATED' }]);
    const foreign = await subscribe('subscription { changed }', ['x-custodia-csrf']);
    expect([foreign.status, await foreign.json()]).toMatchObject([403, { code: 'CSRF' }]);
  });

  it('refuses what the person may not follow', async () => {
    const answer = await subscribe('subscription { forMakers }');
    expect(await answer.text()).toContain('"code":"FORBIDDEN"');
  });

  it('brings what happens, to whom it concerns, with errors in code and words only', async () => {
    const answer = await subscribe('subscription { changed }');
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const reader = answer.body!.getReader();
    await listening(api);
    await send({ topic: 'spec', id: 'not-mine', partyId: partyId + 1 });
    await send({ topic: 'spec', id: 'bad', partyId });
    await send({ topic: 'spec', id: 'mine', partyId });
    const text = await readUntil(reader, '"changed":"mine"');
    expect(text).not.toContain('not-mine');
    expect(text).toContain('"code":"BUSY"');
    expect(text).not.toContain('stack');
    await reader.cancel();
  });

  it('ends with a word on what has gone, and does not leave anybody waiting', async () => {
    const text = await (await subscribe('subscription { gone }')).text();
    expect(text).toContain('"gone":"first"');
    expect(text).toContain('"code":"NOT_FOUND"');
    expect(text).toMatch(/event: complete\ndata: \n\n$/);
  });

  it('ends with the session that it was opened for, and no other', async () => {
    const other = api.browser();
    await other.ask(SIGN_IN);
    const [mine, others] = await Promise.all([
      subscribe('subscription { changed }'),
      subscribe('subscription { changed }', [], { cookie: cookiesOf(other), ...csrfOf(other) }),
    ]);
    await listening(api);
    await other.ask('mutation { signOut }');
    await expect(readUntil(others.body!.getReader(), 'never')).rejects.toThrow();
    const reader = mine.body!.getReader();
    await send({ topic: 'spec', id: 'still here', partyId });
    expect(await readUntil(reader, 'still here')).toContain('still here');
    await reader.cancel();
  });

  it('does not hold up a shutdown', async () => {
    const answer = await subscribe('subscription { changed }');
    const reader = answer.body!.getReader();
    await api.app.close();
    await expect(readUntil(reader, 'never')).rejects.toThrow();
  });
});
