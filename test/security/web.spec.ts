import { getIntrospectionQuery } from 'graphql';
import { DUTIES } from '@custodia/access';
import {
  atWork,
  openApiBench,
  signedIn,
  aSite,
  WorkerModule,
  type ApiBench,
  type Browser,
} from '@custodia/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let api: ApiBench;
let site: { siteId: string };
beforeAll(async () => {
  api = await openApiBench({ imports: [WorkerModule] });
  site = { siteId: (await aSite(api, { roles: ['PHARMACY'] })).id };
});
afterAll(() => api?.close());

const ME = '{ me { user { id } } }';
const SET_PIN = 'mutation { setPin(pin: "271828", password: "x") }';
const who = async (browser: Browser) => (await browser.graphql<{ me: object | null }>(ME)).data?.me ?? null;
const post = (browser: Browser, payload: object | string, headers: Record<string, string> = {}) =>
  browser.request({ method: 'POST', url: '/graphql', payload, headers });

describe('answers', () => {
  test.each(['/health/live', '/no/such/path', '/files/containers/1/label.svg', '/graphql'])(
    'of %s are never pages: nothing in them runs, is framed, guessed at or kept',
    async (url) => {
      const { headers } = await api.browser().request({ method: 'GET', url });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{16}$/);
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );

  test('take over no reference that a caller makes up', async () => {
    const made = await api
      .browser()
      .request({ url: '/health/live', headers: { 'x-request-id': 'a\nb', 'request-id': 'x' } });
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f]{16}$/);
  });
});

test('a trail is taken away by nobody who only finds its screen open', async () => {
  const { id: siteId } = await aSite(api, { roles: ['PHARMACY'] });
  const auditor = await atWork(api, { siteId }, [...DUTIES]);
  const take = async (file: string) => {
    const answer = await auditor.request({ url: `/files/${file}` });
    return [answer.statusCode, answer.body] as const;
  };
  await api.sql(`UPDATE session SET fresh_until = now() - interval '1 minute' WHERE site_id = $1`, [siteId]);
  for (const file of ['audit.csv', 'audit.jsonl']) {
    const [status, body] = await take(file);
    expect([status, (JSON.parse(body) as { code: string }).code]).toEqual([403, 'STEP_UP_NEEDED']);
  }
  await api.sql(`UPDATE session SET fresh_until = now() + interval '1 minute' WHERE site_id = $1`, [siteId]);
  expect((await take('audit.csv'))[1]).toMatch(/^at,user,site,.*\r\n/);
  // That it was taken away is in it, too.
  expect((await take('audit.jsonl'))[1]).toContain('"action":"audit.export"');
});

describe('cross-site requests', () => {
  test('change nothing: without the token, with another’s, or from another page', async () => {
    const browser = await signedIn(api, site);
    const stranger = await signedIn(api, site);
    const foreign = stranger.cookies.get('custodia_csrf')!;
    for (const headers of [
      { 'x-custodia-csrf': '' },
      { 'x-custodia-csrf': foreign },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect(await browser.refusal(SET_PIN, {}, headers), JSON.stringify(headers)).toBe('CSRF');
    }
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as a form of %s reach no operation',
    async (type) => {
      const browser = await signedIn(api, site);
      const answer = await post(browser, JSON.stringify({ query: SET_PIN }), { 'content-type': type });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
    },
  );

  test('by GET run no mutation', async () => {
    const browser = await signedIn(api, site);
    const url = `/graphql?query=${encodeURIComponent(SET_PIN)}`;
    const answer = await browser.request({
      method: 'GET',
      url,
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('sessions', () => {
  test('are never what somebody put into the browser before', async () => {
    const attacker = await signedIn(api, site);
    const fixed = ['custodia_access', 'custodia_refresh'].map((name) => attacker.cookies.get(name));
    const victim = attacker.copy();
    const email = (await attacker.ask<{ me: { user: { email: string } } }>('{ me { user { email } } }')).me
      .user.email;
    await victim.ask(
      'mutation ($email: String!) { signIn(input: { email: $email, password: "correct horse battery" }) { csrf } }',
      { email },
    );
    expect(['custodia_access', 'custodia_refresh'].map((name) => victim.cookies.get(name))).not.toEqual(
      fixed,
    );
    expect(await who(attacker)).toBeNull();
    expect(await who(victim)).not.toBeNull();
  });

  test('end for whoever copied them when their owner leaves', async () => {
    const owner = await signedIn(api, site);
    const thief = owner.copy();
    await owner.ask('mutation { signOut }');
    expect(await who(thief)).toBeNull();
  });

  test('are held to the browser that they began in', async () => {
    const owner = await signedIn(api, site);
    const elsewhere = await signedIn(api, site);
    for (const name of ['custodia_access', 'custodia_refresh'])
      elsewhere.cookies.set(name, owner.cookies.get(name)!);
    expect(await who(elsewhere)).toBeNull();
  });

  test.each([
    ['unsigned', `${encode({ alg: 'none' })}.${encode({ sub: 'admin', roles: ['REGULATOR'] })}.`],
    ['signed by somebody', `${encode({ alg: 'HS256' })}.${encode({ sub: 'admin' })}.AAAA`],
    ['of zeros', Buffer.alloc(48).toString('base64url')],
    ['of nothing', ''],
    ['far too long', 'A'.repeat(4_000)],
  ])('are opened by no token %s', async (_, token) => {
    const browser = api.browser();
    browser.cookies.set('custodia_access', token);
    browser.cookies.set('custodia_refresh', token);
    const { data, errors } = await browser.graphql<{ me: null }>(ME);
    expect(errors).toBeUndefined();
    expect(data?.me).toBeNull();
    expect(['UNAUTHENTICATED', 'CSRF']).toContain(await browser.refusal('{ markets { code } }'));
  });

  test('are not opened by the secret of one and the id of another', async () => {
    const [one, two] = [await signedIn(api, site), await signedIn(api, site)];
    const bytes = (browser: Browser) => Buffer.from(browser.cookies.get('custodia_access')!, 'base64url');
    const mixed = Buffer.concat([bytes(two).subarray(0, 16), bytes(one).subarray(16)]);
    const thief = two.copy();
    thief.cookies.set('custodia_access', mixed.toString('base64url'));
    thief.cookies.delete('custodia_refresh');
    expect(await who(thief)).toBeNull();
  });

  test('lie in cookies that scripts cannot read and other sites do not send', async () => {
    const browser = api.browser();
    const member = await signedIn(api, site);
    const { email } = (await member.ask<{ me: { user: { email: string } } }>('{ me { user { email } } }')).me
      .user;
    const answer = await post(browser, {
      query: `mutation { signIn(input: { email: "${email}", password: "correct horse battery" }) { csrf } }`,
    });
    for (const cookie of answer.cookies) {
      expect(cookie.sameSite).toBe('Strict');
      expect(cookie.path).toBe('/');
      expect(cookie.httpOnly ?? false).toBe(cookie.name !== 'custodia_csrf');
    }
    expect(answer.cookies.length).toBe(4);
  });
});

describe('GraphQL', () => {
  test.each([
    [
      'deep',
      `{ lots { nodes { runs { lot { runs { lot { runs { lot { runs { lot { runs { lot { id } } } } } } } } } } } } }`,
      'nested too deeply',
    ],
    ['renamed', `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ')} }`, 'other names'],
    [
      'asking many things',
      `{ ${Array.from({ length: 11 }, () => '__typename').join(' ')} }`,
      'too many things',
    ],
    ['dear', '{ lots(first: 100) { nodes { runs { lot { runs { lot { runs { id } } } } } } } }', 'too much'],
    ['long', `{ ${'__typename '.repeat(6_000)} }`, '5000 tokens'],
    [
      'in circles',
      'query { ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
      'within itself',
    ],
  ])('refuses what is %s before it runs', async (_, query, why) => {
    const answer = await post(await signedIn(api, site), { query });
    expect(answer.statusCode).toBe(400);
    // One limit alone must not stand in for another.
    expect(answer.body).toContain(why);
    expect(answer.json()).not.toHaveProperty('data.lots');
  });

  test('takes one operation at a time', async () => {
    const answer = await post(api.browser(), [{ query: ME }, { query: ME }]);
    expect(answer.statusCode).toBe(400);
  });

  test('takes no more than a mebibyte', async () => {
    const answer = await post(api.browser(), { query: ME, extensions: { pad: 'x'.repeat(1024 * 1024) } });
    expect(answer.statusCode).toBe(413);
  });

  test('does not explain itself outside of a demo', async () => {
    const key = `0x${'11'.repeat(32)}`;
    const production = await openApiBench({
      settings: {
        CUSTODIA_DEMO: '0',
        PORTAL_OPERATIONS: 'any',
        OPERATOR_KEY: key,
        SECRET_KEY: '22'.repeat(32),
      },
    });
    try {
      const answer = await post(production.browser(), { query: getIntrospectionQuery() });
      expect(answer.statusCode).toBe(400);
      expect((await post(production.browser(), { query: '{ demoAccounts { password } }' })).json()).toEqual({
        data: { demoAccounts: [] },
      });
    } finally {
      await production.close();
    }
  });
});

describe('too many requests', () => {
  let limited: ApiBench;
  beforeAll(async () => {
    limited = await openApiBench({
      settings: { RATE_LIMIT_PER_ADDRESS: '1', RATE_LIMIT_PER_SESSION: '0.5' },
    });
  });
  afterAll(() => limited?.close());

  test('of one person are counted together, however many sessions and addresses they come by', async () => {
    const { id: siteId } = await aSite(limited, { roles: ['PHARMACY'] });
    const [busy, quiet] = [await signedIn(limited, { siteId }), await signedIn(limited, { siteId })];
    const { me } = await busy.ask<{ me: { user: { email: string } } }>('{ me { user { email } } }');
    const sessions: Browser[] = [];
    for (let n = 0; n < 6; n++) {
      const browser = limited.browser(`203.0.113.${n}`);
      await browser.ask(
        'mutation ($email: String!) { signIn(input: { email: $email, password: "correct horse battery" }) { csrf } }',
        { email: me.user.email },
      );
      sessions.push(browser);
    }
    // At once, and of no session more than it may send.
    const asked = sessions.flatMap((one) => [1, 2, 3, 4].map(() => post(one, { query: ME })));
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ body }) => body.includes('"TOO_MANY"'));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(15);
    expect(refused[0]!.headers['retry-after']).toMatch(/^\d+$/);
    expect(await who(quiet)).not.toBeNull();
  });

  test('of one address or session are told to wait, those of others go on', async () => {
    // A session, from another address each time.
    const ofSession = async (session: string, n: number) => {
      const browser = limited.browser(`192.0.2.${n}`);
      browser.cookies.set('custodia_access', session.repeat(64));
      return (await browser.request({ url: '/health/live' })).statusCode;
    };
    const ofOne: number[] = [];
    for (let n = 0; n < 90; n++) ofOne.push(await ofSession('A', n));
    expect(ofOne.slice(0, 5)).toEqual(Array(5).fill(200));
    expect(ofOne).toContain(429);
    expect(await ofSession('B', 99)).toBe(200);

    const answers = [];
    for (let n = 0; n < 60; n++)
      answers.push(await limited.browser('198.51.100.8').request({ url: '/health/live' }));
    expect(answers.slice(0, 10).map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
    const refused = answers.find(({ statusCode }) => statusCode === 429);
    expect(refused?.headers['retry-after']).toMatch(/^\d+$/);
    expect(refused?.json()).toMatchObject({
      code: 'TOO_MANY',
      details: { retryAfterSeconds: expect.any(Number) as number },
    });
    expect((await limited.browser('198.51.100.9').request({ url: '/health/live' })).statusCode).toBe(200);
  });
});

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
