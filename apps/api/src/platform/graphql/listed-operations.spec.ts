import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSite, atWork, openApiBench, type ApiBench, type Browser } from '../../testing/index.js';

const ME = 'query Me { me { user { email } } }';
const NEWS = 'subscription News { operationChanged { id } }';
const OTHER = 'query Other { me { user { email } } }';

let folder: string;
let list: string;
let api: ApiBench;
let member: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custodia-operations-'));
  list = join(folder, 'operations.json');
  const entries = [ME, NEWS].map((text) => [createHash('sha256').update(text).digest('hex'), text]);
  await writeFile(list, JSON.stringify(Object.fromEntries(entries)));
  api = await openApiBench({ settings: { PORTAL_OPERATIONS: list, CLIENTS_ASK_FREELY: '1' } });
  member = await atWork(api, { siteId: (await aSite(api)).id });
});
afterAll(async () => {
  await api?.close();
  await rm(folder, { recursive: true });
});

describe('with a list of operations, the API', () => {
  it('answers what is on it', async () => {
    expect(await member.ask(ME)).toMatchObject({ me: { user: { email: expect.any(String) as string } } });
  });

  it.each([
    ['another operation', OTHER],
    ['a listed one with a space more', `${ME} `],
    ['a question about the schema', '{ __schema { types { name } } }'],
    ['nothing', ''],
  ])('refuses %s', async (_, query) => {
    expect(await member.refusal(query)).toBe('OPERATION_UNKNOWN');
  });

  it('refuses others in every form that a request can have', async () => {
    const forms = [
      { method: 'GET' as const, url: `/graphql?query=${encodeURIComponent(OTHER)}` },
      { method: 'POST' as const, url: `/graphql?query=${encodeURIComponent(ME)}`, payload: { query: OTHER } },
      { method: 'POST' as const, url: '/graphql', payload: [{ query: ME }, { query: OTHER }] },
      { method: 'POST' as const, url: '/graphql/', payload: { query: OTHER } },
      { method: 'POST' as const, url: '/graphql', payload: { query: OTHER, operationName: 'Me' } },
      { method: 'POST' as const, url: '/graphql/stream', payload: { query: OTHER } },
      {
        method: 'POST' as const,
        url: '/graphql',
        payload: { extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } },
      },
    ];
    for (const form of forms) {
      const answer = await member.request({ ...form, headers: { 'apollo-require-preflight': '1' } });
      expect([form.url, answer.body.includes('email'), answer.statusCode >= 400]).toEqual([
        form.url,
        false,
        true,
      ]);
    }
  });

  it('refuses others over a stream as well, and answers there what is on the list', async () => {
    const headers = { accept: 'text/event-stream' };
    const overStream = (query: string) =>
      member.request({ method: 'POST', url: '/graphql/stream', payload: { query }, headers });
    expect((await overStream(OTHER)).body).toContain('OPERATION_UNKNOWN');
    expect((await overStream(ME)).body).toContain('event: next');
  });

  it('lets programs ask freely, where the setting says so, and nobody with a session', async () => {
    const bearer = { authorization: 'Bearer cst_of_nobody' };
    // Past the list: it is the key that is not known.
    expect(await api.browser().refusal(OTHER, {}, bearer)).toBe('UNAUTHENTICATED');
    expect(await member.refusal(OTHER, {}, bearer)).toBe('OPERATION_UNKNOWN');
  });
});

it('without a list that can be read, the API does not start, and says what to do', async () => {
  const missing = join(folder, 'missing.json');
  await expect(openApiBench({ settings: { PORTAL_OPERATIONS: missing } })).rejects.toThrow(
    /PORTAL_OPERATIONS names .*missing\.json.*npm run build/,
  );
});
