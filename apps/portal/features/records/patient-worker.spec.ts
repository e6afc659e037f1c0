import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';

const source = readFileSync(new URL('../../public/patient-worker.js', import.meta.url), 'utf8');

interface FakeEvent {
  readonly data?: unknown;
  readonly notification?: { close: () => void };
  waitUntil: (work: Promise<unknown>) => void;
}

/** The worker as a browser runs it, with these pages open. */
function aWorker(pages: string[] = []) {
  const handlers = new Map<string, (event: FakeEvent) => void>();
  const kept = new Map<string, Response>();
  const did: unknown[] = [];
  const cache = { put: async (key: string, answer: Response) => void kept.set(key, answer) };
  const windows = pages.map((path) => ({
    url: `https://custodia.example${path}`,
    focus: async () => did.push(['focus', path]),
  }));
  runInNewContext(source, {
    Response,
    URL,
    caches: { open: async () => cache, match: async (key: string) => kept.get(key)?.clone() },
    self: {
      addEventListener: (type: string, handler: (event: FakeEvent) => void) => handlers.set(type, handler),
      registration: {
        showNotification: async (title: string, { body, lang, tag }: Record<string, string>) =>
          did.push([title, body, lang, tag]),
      },
      clients: {
        matchAll: async () => windows,
        openWindow: async (path: string) => did.push(['open', path]),
      },
    },
  });
  const send = async (type: string, more: Omit<FakeEvent, 'waitUntil'> = {}) => {
    const work: Promise<unknown>[] = [];
    handlers.get(type)!({ ...more, waitUntil: (one) => work.push(one) });
    await Promise.all(work);
  };
  return { did, send };
}

it('a push shows one sentence, in the language that was chosen last', async () => {
  const { did, send } = aWorker();
  await send('push');
  expect(did.pop()).toEqual([
    'Custodia',
    'There is something new about your record. Open Custodia to see it.',
    'en',
    'record',
  ]);
  await send('message', { data: { words: { title: 'Custodia', body: 'Il y a du nouveau.', lang: 'fr' } } });
  await send('push', { data: 'a word of somebody else' });
  expect(did).toEqual([['Custodia', 'Il y a du nouveau.', 'fr', 'record']]);
});

it.each([
  [[], ['open', '/patient']],
  [
    ['/home', '/patients'],
    ['open', '/patient'],
  ],
  [
    ['/home', '/patient/more'],
    ['focus', '/patient/more'],
  ],
])('a tap on it with %j open leads to %j', async (pages, led) => {
  const { did, send } = aWorker(pages);
  let closed = false;
  await send('notificationclick', { notification: { close: () => (closed = true) } });
  expect([closed, did]).toEqual([true, [led]]);
});
