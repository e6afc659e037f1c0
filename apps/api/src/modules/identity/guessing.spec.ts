import argon2 from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { clockStands } from '../../testing/clock.js';
import { PeopleService } from './people.service.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { user { id } } }`;

let api: ApiBench;
let pharmacy: BuiltSite;
let browser: Browser;

beforeAll(async () => {
  api = await openApiBench();
  pharmacy = await aSite(api);
});
afterAll(() => api.close());
beforeEach(() => {
  browser = api.browser();
});

async function aPerson(): Promise<{ email: string }> {
  const email = `${newId()}@example.test`;
  const person = { email, name: 'Ana', password: PASSWORD, memberships: [{ siteId: pharmacy.id }] };
  await api.get(PeopleService).add(systemActor('spec'), person);
  return { email };
}

const signIn = (email: string, at = browser) => at.ask(SIGN_IN, { email, password: PASSWORD });

describe('guessing passwords', () => {
  it('makes a guessing address wait, the right password included, and nobody else', async () => {
    clockStands();
    const { email } = await aPerson();
    const guesser = api.browser('198.51.100.1');
    const codes: string[] = [];
    for (let guess = 0; guess < 6; guess += 1) {
      codes.push(await guesser.refusal(SIGN_IN, { email, password: `guess ${guess}` }));
    }
    expect(codes).toEqual([...Array<string>(5).fill('SIGN_IN_FAILED'), 'TOO_MANY']);
    const { errors } = await guesser.graphql(SIGN_IN, { email, password: PASSWORD });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'TOO_MANY',
      details: { retryAfterSeconds: expect.any(Number) as number },
    });
    await signIn(email); // the owner, from elsewhere
  });

  it('does not keep a person out of a browser that knows them, however a stranger at the same address guesses', async () => {
    clockStands();
    const { email } = await aPerson();
    await signIn(email);
    await browser.ask('mutation { signOut }');
    // The stranger has signed in there, too: as somebody else, whose browser knows nothing of the person.
    const stranger = api.browser();
    await signIn((await aPerson()).email, stranger);
    await stranger.ask('mutation { signOut }');
    const guess = (at: Browser) => at.refusal(SIGN_IN, { email, password: 'guess' });
    for (let n = 0; n < 5; n += 1) expect(await guess(stranger)).toBe('SIGN_IN_FAILED');
    expect(await guess(stranger)).toBe('TOO_MANY');
    expect(await guess(api.browser())).toBe('TOO_MANY');
    await signIn(email);
  });

  it('makes guesses in a browser that knows the person wait as well, and nobody elsewhere', async () => {
    clockStands();
    const { email } = await aPerson();
    await signIn(email);
    await browser.ask('mutation { signOut }');
    const guess = () => browser.refusal(SIGN_IN, { email, password: 'guess' });
    for (let n = 0; n < 5; n += 1) expect(await guess()).toBe('SIGN_IN_FAILED');
    expect(await browser.refusal(SIGN_IN, { email, password: PASSWORD })).toBe('TOO_MANY');
    await signIn(email, api.browser());
  });

  it('does not let many guesses at once slip through', async () => {
    clockStands();
    const { email } = await aPerson();
    const guesser = api.browser('198.51.100.2');
    const codes = await Promise.all(
      Array.from({ length: 30 }, (_, guess) => guesser.refusal(SIGN_IN, { email, password: `g ${guess}` })),
    );
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(5);
    expect(await guesser.refusal(SIGN_IN, { email, password: PASSWORD })).toBe('TOO_MANY');
  });
});

it('a wrong password costs the same work for an account that does not exist', async () => {
  const { email } = await aPerson();
  const done = vi.spyOn(UnitOfWork.prototype, 'run');
  const asked = vi.spyOn(api.database, 'query');
  // What takes longest of it by far.
  const hashed = vi.spyOn(argon2, 'verify');
  const workFor = async (as: string) => {
    done.mockClear();
    asked.mockClear();
    hashed.mockClear();
    await browser.refusal(SIGN_IN, { email: as, password: 'wrong password' });
    const costs = hashed.mock.calls.map(([hash]) => String(hash).replace(/\$[^$]*\$[^$]*$/, ''));
    return [
      ...done.mock.calls.map(([, action]) => action),
      ...asked.mock.calls.map(([text]) => text),
      ...costs,
    ];
  };
  const known = await workFor(email);
  expect(known).toContain('session.refuse');
  expect(known).toContainEqual(expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1$/));
  expect(await workFor(`${newId()}@example.test`)).toEqual(known);
  vi.restoreAllMocks();
});
