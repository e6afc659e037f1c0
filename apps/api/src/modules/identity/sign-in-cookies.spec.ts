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
    await there.ask(SIGN_IN, { email, password: PASSWORD });
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
