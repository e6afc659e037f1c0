import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { systemActor } from '../../platform/access/index.js';
import { openApiBench } from '../../testing/api-bench.js';
import { aSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { PeopleService } from './people.service.js';
import { ACCESS_COOKIE, CSRF_COOKIE, REFRESH_COOKIE, TERMINAL_COOKIE } from './sign-in-cookies.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { user { id } } }`;

const isIn = async (browser: Browser) =>
  (await browser.ask<{ me: unknown }>('{ me { user { id } } }')).me !== null;

it('over https, gives cookies that no other host can set', async () => {
  const secure = await openApiBench({ settings: { PUBLIC_ORIGIN: 'https://custodia.example' } });
  try {
    const site = await aSite(secure);
    const [email, memberships] = ['ana@example.test', [{ siteId: site.id }]];
    const person = { email, name: 'Ana', password: PASSWORD, memberships };
    await secure.get(PeopleService).add(systemActor('spec'), person);
    const there = secure.browser();
    const answer = await there.request({
      method: 'POST',
      url: '/graphql',
      payload: { query: SIGN_IN, variables: { email, password: PASSWORD } },
    });
    expect(answer.cookies.map(({ secure }) => secure)).toEqual([true, true, true, true]);
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{8,}/);
    expect([...there.cookies.keys()].sort()).toEqual(
      [ACCESS_COOKIE, CSRF_COOKIE, REFRESH_COOKIE, TERMINAL_COOKIE].map((name) => `__Host-${name}`).sort(),
    );
    expect(await isIn(there)).toBe(true);
    for (const name of [ACCESS_COOKIE, REFRESH_COOKIE]) {
      there.cookies.set(name, there.cookies.get(`__Host-${name}`)!);
      there.cookies.delete(`__Host-${name}`);
    }
    expect(await isIn(there)).toBe(false);
  } finally {
    await secure.close();
  }
});

it('a session does not end for a refresh token that was made up for its id', async () => {
  const api = await openApiBench();
  try {
    const memberships = [{ siteId: (await aSite(api)).id }];
    const [owner, other] = await Promise.all(
      ['ana@example.test', 'ben@example.test'].map(async (email) => {
        const person = { email, name: 'Ana', password: PASSWORD, memberships };
        await api.get(PeopleService).add(systemActor('spec'), person);
        const browser = api.browser();
        await browser.ask(SIGN_IN, { email, password: PASSWORD });
        return browser;
      }),
    );
    const bytesOf = (browser: Browser) => Buffer.from(browser.cookies.get(REFRESH_COOKIE)!, 'base64url');
    await api.sql(`UPDATE session SET renewed_at = now() - interval '1 hour'`);
    // The id of one session with the rest of another's token, and with random bytes.
    for (const rest of [bytesOf(other!).subarray(16), randomBytes(48)]) {
      const stranger = owner!.copy();
      stranger.cookies.delete(ACCESS_COOKIE);
      const forged = Buffer.concat([bytesOf(owner!).subarray(0, 16), rest]);
      stranger.cookies.set(REFRESH_COOKIE, forged.toString('base64url'));
      expect(await isIn(stranger)).toBe(false);
    }
    expect(await isIn(owner!)).toBe(true);
  } finally {
    await api.close();
  }
});
