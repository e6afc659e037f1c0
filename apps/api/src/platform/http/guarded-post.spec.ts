import { createServer, type Server } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHook, type Hook } from '../../testing/hook.js';
import { selfSigned } from '../../testing/self-signed.js';
import { guardedPost, type Reach, type Resolve } from './guarded-post.js';
import { networks } from './reach.rules.js';

const LONG_MS = 20_000;
const nowhere = networks([]);
const here = networks(['127.0.0.0/8']);

let hook: Hook;
beforeAll(async () => {
  hook = await openHook();
});
afterAll(() => hook.close());
beforeEach(() => {
  hook.received.length = 0;
  hook.connections = 0;
  hook.answer = (response) => void response.writeHead(204).end();
});

/** A resolver that leads every name to these. */
function leadingTo(...addresses: string[]): Resolve & { asked: number } {
  const resolve: Resolve & { asked: number } = Object.assign(
    ((_name, _options, callback) => {
      resolve.asked++;
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      queueMicrotask(() => callback(null, found));
    }) satisfies Resolve,
    { asked: 0 },
  );
  return resolve;
}

const post = (host: string, reach: Partial<Reach> = {}) =>
  guardedPost(new URL(`https://${host}:${hook.port}/in?site=7`), { 'webhook-id': 'one' }, '{"a":"ü"}', {
    inside: here,
    timeoutMs: LONG_MS,
    resolve: leadingTo('127.0.0.1'),
    ...reach,
  });

describe('what is sent to an address of somebody else', () => {
  it('arrives whole where it may', async () => {
    expect(await post('localhost')).toEqual({ failure: null, status: 204 });
    expect(hook.received).toMatchObject([
      { body: '{"a":"ü"}', headers: { 'webhook-id': 'one', 'content-type': 'application/json' } },
    ]);
  });

  it.each(['127.0.0.1', '2130706433', '0x7f.1', '0177.1', '[::ffff:127.0.0.1]'])(
    'opens no connection to this machine by its address, written as %s',
    async (host) => {
      expect(await post(host, { inside: nowhere })).toEqual({ failure: 'ADDRESS_NOT_PUBLIC', status: null });
      expect(hook.connections).toBe(0);
    },
  );

  it('opens no connection to this machine by a name', async () => {
    for (const resolve of [leadingTo('127.0.0.1'), leadingTo('8.8.8.8', '127.0.0.1'), leadingTo()])
      expect(await post('hooks.example', { inside: nowhere, resolve })).toEqual({
        failure: 'ADDRESS_NOT_PUBLIC',
        status: null,
      });
    expect(
      await guardedPost(new URL(`https://localhost:${hook.port}`), {}, '', {
        inside: nowhere,
        timeoutMs: LONG_MS,
      }),
    ).toEqual({
      failure: 'ADDRESS_NOT_PUBLIC',
      status: null,
    });
    expect(hook.connections).toBe(0);
  });

  it('goes to what was checked: the name is asked for once', async () => {
    const resolve = leadingTo('127.0.0.1');
    await post('localhost', { resolve });
    expect(resolve.asked).toBe(1);
  });

  it('follows no redirection', async () => {
    hook.answer = (response) =>
      void response.writeHead(307, { location: `https://127.0.0.1:${hook.port}/other` }).end();
    expect(await post('localhost')).toEqual({ failure: 'REDIRECT', status: 307 });
    expect(hook.received).toHaveLength(1);
  });

  it.each([
    [400, 'REFUSED'],
    [503, 'REFUSED'],
    [410, 'RECEIVER_GONE'],
  ])('is not taken where the answer is %s', async (status, failure) => {
    hook.answer = (response) => void response.writeHead(status).end('no');
    expect(await post('localhost')).toEqual({ failure, status });
  });

  it('waits for nobody without end', async () => {
    hook.answer = () => undefined;
    expect(await post('localhost', { timeoutMs: 300 })).toEqual({ failure: 'NO_ANSWER', status: null });
  });

  it('reads no answer without end', async () => {
    let ended = false;
    hook.answer = (response) => {
      response.on('close', () => (ended = true));
      response.writeHead(200);
      const pour = () => {
        while (!ended && response.write('x'.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
    };
    expect(await post('localhost')).toEqual({ failure: null, status: 200 });
    await expect.poll(() => ended).toBe(true);
  });

  it('says that nobody listens, or that the name leads nowhere', async () => {
    const url = new URL('https://localhost:1/');
    const reach = { inside: here, timeoutMs: LONG_MS };
    expect(await guardedPost(url, {}, '', { ...reach, resolve: leadingTo('127.0.0.1') })).toEqual({
      failure: 'NO_ANSWER',
      status: null,
    });
    const resolve: Resolve = (_name, _options, callback) =>
      callback(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), []);
    expect((await guardedPost(url, {}, '', { ...reach, resolve })).failure).toBe('NAME_UNKNOWN');
  });

  it('is not shown to a receiver whose certificate nobody vouches for, or that is another’s', async () => {
    const { key, cert } = selfSigned();
    let seen = 0;
    const liar: Server = createServer({ key, cert }, () => seen++);
    await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
    const { port } = liar.address() as { port: number };
    const reach = { inside: here, timeoutMs: LONG_MS, resolve: leadingTo('127.0.0.1') };
    expect(await guardedPost(new URL(`https://localhost:${port}`), {}, 'secret', reach)).toEqual({
      failure: 'TLS',
      status: null,
    });
    expect((await post('hooks.example')).failure).toBe('TLS');
    expect([seen, hook.received.length]).toEqual([0, 0]);
    liar.closeAllConnections();
    await new Promise((resolve) => liar.close(resolve));
  });
});
