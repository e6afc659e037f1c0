import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { PeopleService } from './people.service.js';
import { ACCESS_COOKIE, CSRF_COOKIE, REFRESH_COOKIE, TERMINAL_COOKIE } from './sign-in-cookies.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($email: String!, $password: String!, $siteId: ID) {
  signIn(input: { email: $email, password: $password, siteId: $siteId }) { user { id name } site { id } csrf } }`;
const ME = '{ me { user { id } site { id } sites { id } permissions roles hasPin demo } }';
const OPERATORS = '{ terminalOperators { id name } }';
const SWITCH = `mutation ($userId: ID!, $pin: String!) {
  switchOperator(input: { userId: $userId, pin: $pin }) { user { id } } }`;
const SET_PIN = 'mutation ($pin: String!, $password: String!) { setPin(pin: $pin, password: $password) }';

let api: ApiBench;
let pharmacy: BuiltSite;
let people: PeopleService;
let browser: Browser;

beforeAll(async () => {
  api = await openApiBench();
  pharmacy = await aSite(api, { roles: ['PHARMACY'], name: 'Corner pharmacy' });
  people = api.get(PeopleService);
});
afterAll(() => api.close());
beforeEach(() => {
  browser = api.browser();
});

interface Person {
  id: string;
  email: string;
}

async function aPerson(siteIds = [pharmacy.id], pin?: string): Promise<Person> {
  const email = `${newId()}@example.test`;
  const memberships = siteIds.map((siteId) => ({ siteId }));
  const id = await people.add(systemActor('spec'), {
    email,
    name: 'Ana',
    password: PASSWORD,
    memberships,
    ...(pin && { pin }),
  });
  return { id, email };
}

const signIn = (email: string, at = browser) => at.ask(SIGN_IN, { email, password: PASSWORD });
const whoIs = async (at: Browser) =>
  (await at.ask<{ me: { user: { id: string } } | null }>(ME)).me?.user.id ?? null;

async function expireAccess(personId: string): Promise<void> {
  await api.sql(`UPDATE session SET access_until = now() - interval '1 minute' WHERE user_id = $1`, [
    personId,
  ]);
}

describe('an account', () => {
  it('is one for an email, however that is written', async () => {
    const { id, email } = await aPerson();
    const again = { email: email.toUpperCase(), name: 'Ben', password: PASSWORD, memberships: [] };
    await expect(people.add(systemActor('spec'), again)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    const found = await api.sql('SELECT id, name FROM app_user WHERE lower(email) = $1', [email]);
    expect(found).toEqual([{ id, name: 'Ana' }]);
  });
});

describe('signing in', () => {
  it('refuses a wrong password and an unknown account in the same words', async () => {
    const { email } = await aPerson();
    const wrong = await browser.graphql(SIGN_IN, { email, password: 'wrong' });
    const unknown = await browser.graphql(SIGN_IN, { email: 'nobody@example.test', password: 'wrong' });
    expect(wrong.errors?.[0]?.extensions.code).toBe('SIGN_IN_FAILED');
    expect(unknown.errors?.[0]?.message).toBe(wrong.errors?.[0]?.message);
    expect(browser.cookies.has(ACCESS_COOKIE)).toBe(false);
  });

  it('refuses text that PostgreSQL cannot hold without a fault of ours', async () => {
    expect(await browser.refusal(SIGN_IN, { email: 'a\0b', password: 'x' })).toBe('BAD_INPUT');
  });

  it('refuses a page of another origin, and takes the word of the browser behind a proxy that renames', async () => {
    const { email } = await aPerson();
    const input = { email, password: PASSWORD };
    expect(await browser.refusal(SIGN_IN, input, { origin: 'https://evil.example' })).toBe('CSRF');
    const renamed = { origin: 'http://192.0.2.1:8080', 'sec-fetch-site': 'same-origin' };
    expect((await browser.graphql(SIGN_IN, input, renamed)).errors).toBeUndefined();
  });

  it('refuses a site of which the person is no member, and a person without any site', async () => {
    const other = await aSite(api);
    const { email } = await aPerson();
    expect(await browser.refusal(SIGN_IN, { email, password: PASSWORD, siteId: other.id })).toBe('NO_SITE');
    expect(await browser.refusal(SIGN_IN, { email, password: PASSWORD, siteId: 'x' })).toBe('NO_SITE');
    const { email: homeless } = await aPerson([]);
    expect(await browser.refusal(SIGN_IN, { email: homeless, password: PASSWORD })).toBe('NO_SITE');
  });

  it('gives cookies that scripts cannot read and other sites do not send, but for the CSRF token', async () => {
    const { email } = await aPerson();
    const answer = await browser.request({
      method: 'POST',
      url: '/graphql',
      payload: { query: SIGN_IN, variables: { email, password: PASSWORD } },
    });
    const cookies = new Map(answer.cookies.map((cookie) => [cookie.name, cookie]));
    for (const name of [ACCESS_COOKIE, REFRESH_COOKIE, TERMINAL_COOKIE]) {
      expect(cookies.get(name)).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    }
    expect(cookies.get(CSRF_COOKIE)?.httpOnly).toBeUndefined();
    expect(answer.json<{ data: { signIn: { csrf: string } } }>().data.signIn.csrf).toBe(
      browser.cookies.get(CSRF_COOKIE),
    );
    expect(answer.body).not.toContain(browser.cookies.get(ACCESS_COOKIE));
  });

  it('keeps only hashes of passwords and tokens', async () => {
    const { id, email } = await aPerson();
    await signIn(email);
    const [user] = await api.sql<{ password_hash: string }>(
      'SELECT password_hash FROM app_user WHERE id = $1',
      [id],
    );
    expect(user?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const [session] = await api.sql('SELECT s::text AS row FROM session s WHERE user_id = $1', [id]);
    for (const name of [ACCESS_COOKIE, REFRESH_COOKIE]) {
      const secret = Buffer.from(browser.cookies.get(name)!, 'base64url').subarray(16, 48);
      expect(secret).toHaveLength(32);
      for (const look of ['hex', 'base64url'] as const)
        expect(session?.['row']).not.toContain(secret.toString(look));
    }
  });

  it('says who is signed in where, with what rights', async () => {
    const { id, email } = await aPerson();
    expect(await whoIs(browser)).toBeNull();
    await signIn(email.toUpperCase());
    const { me } = await browser.ask<{ me: Record<string, unknown> }>(ME);
    expect(me).toMatchObject({
      user: { id },
      site: { id: pharmacy.id },
      sites: [{ id: pharmacy.id }],
      roles: ['PHARMACY'],
      hasPin: false,
      demo: true,
    });
    expect(me['permissions']).toContain('dispensing.dispense');
    expect(me['permissions']).not.toContain('lot.register');
  });
});

describe('a signed-in request', () => {
  it('is refused without the CSRF token, with a wrong one, with that of another browser', async () => {
    const { email } = await aPerson();
    await signIn(email);
    const other = api.browser();
    await signIn((await aPerson()).email, other);
    const query = '{ markets { code } }';
    expect(await browser.refusal(query, {}, { 'x-custodia-csrf': '' })).toBe('CSRF');
    expect(await browser.refusal(query, {}, { 'x-custodia-csrf': 'x'.repeat(43) })).toBe('CSRF');
    const foreign = other.cookies.get(CSRF_COOKIE)!;
    expect(await browser.refusal(query, {}, { 'x-custodia-csrf': foreign })).toBe('CSRF');
    expect(await browser.refusal(query, {}, { origin: 'https://evil.example' })).toBe('CSRF');
    expect(await browser.ask(query)).toMatchObject({ markets: [{ code: 'EU' }, { code: 'US' }] });
  });

  it('is a stranger with made-up, cut or foreign tokens', async () => {
    const { email } = await aPerson();
    await signIn(email);
    const own = browser.cookies.get(ACCESS_COOKIE)!;
    for (const token of [
      '',
      'x',
      own.slice(0, -1),
      own.slice(0, -4) + 'AAAA',
      browser.cookies.get(REFRESH_COOKIE)!,
    ]) {
      const thief = api.browser();
      thief.cookies.set(TERMINAL_COOKIE, browser.cookies.get(TERMINAL_COOKIE)!);
      thief.cookies.set(CSRF_COOKIE, browser.cookies.get(CSRF_COOKIE)!);
      thief.cookies.set(ACCESS_COOKIE, token);
      expect(await thief.refusal('{ markets { code } }')).toBe('UNAUTHENTICATED');
    }
  });

  it('is a stranger with tokens that were carried to another browser', async () => {
    const { email } = await aPerson();
    await signIn(email);
    const other = api.browser();
    await signIn((await aPerson()).email, other);
    for (const name of [ACCESS_COOKIE, REFRESH_COOKIE]) other.cookies.set(name, browser.cookies.get(name)!);
    expect(await other.refusal('{ markets { code } }')).toBe('UNAUTHENTICATED');
  });

  it('is renewed when the access token has run out, without the user noticing', async () => {
    const { id, email } = await aPerson();
    await signIn(email);
    const before = browser.cookies.get(ACCESS_COOKIE);
    await expireAccess(id);
    expect(await whoIs(browser)).toBe(id);
    expect(browser.cookies.get(ACCESS_COOKIE)).not.toBe(before);
    browser.cookies.delete(REFRESH_COOKIE);
    expect(await whoIs(browser)).toBe(id); // the new access token alone
  });

  it('is renewed once when many are under way, and all of them are served', async () => {
    const { id, email } = await aPerson();
    await signIn(email);
    await expireAccess(id);
    const tabs = Array.from({ length: 10 }, () => browser.copy());
    expect(await Promise.all(tabs.map(whoIs))).toEqual(Array<string>(10).fill(id));
    const renewed = tabs.filter(
      (tab) => tab.cookies.get(REFRESH_COOKIE) !== browser.cookies.get(REFRESH_COOKIE),
    );
    expect(renewed).toHaveLength(1);
  });

  it('ends the session for thief and owner when a used refresh token comes again', async () => {
    const { id, email } = await aPerson();
    await signIn(email);
    const thief = browser.copy();
    await expireAccess(id);
    expect(await whoIs(browser)).toBe(id);
    await api.sql(`UPDATE session SET renewed_at = now() - interval '1 hour' WHERE user_id = $1`, [id]);
    thief.cookies.delete(ACCESS_COOKIE);
    expect(await whoIs(thief)).toBeNull();
    expect(await whoIs(browser)).toBeNull();
    const trail = await api.sql(`SELECT details FROM audit_entry WHERE system = 'session'`);
    expect(trail).toContainEqual({ details: { ended: 'a used refresh token came again' } });
  });

  it('is a stranger after the working day, and after signing out, whatever tokens it still holds', async () => {
    const { id, email } = await aPerson();
    await signIn(email);
    const copy = browser.copy();
    await browser.ask('mutation { signOut }');
    expect(browser.cookies.has(ACCESS_COOKIE)).toBe(false);
    expect(await whoIs(copy)).toBeNull();

    await signIn(email);
    await api.sql(`UPDATE session SET expires_at = now() - interval '1 minute' WHERE user_id = $1`, [id]);
    expect(await whoIs(browser)).toBeNull();
  });

  it('loses what was taken from the person at once', async () => {
    const { id, email } = await aPerson();
    await signIn(email);
    await api.sql('DELETE FROM membership WHERE user_id = $1', [id]);
    expect(await browser.refusal('{ markets { code } }')).toBe('UNAUTHENTICATED');
  });
});

describe('a locum with two sites', () => {
  it('cannot go to a site that is not theirs, and leaves the old site behind when going to the other', async () => {
    const second = await aSite(api, { name: 'Second pharmacy' });
    const foreign = await aSite(api);
    const { email } = await aPerson([pharmacy.id, second.id]);
    await signIn(email);
    const select = 'mutation ($siteId: ID!) { selectSite(siteId: $siteId) { site { id } } }';
    for (const siteId of [foreign.id, newId(), 'x']) {
      expect(await browser.refusal(select, { siteId })).toBe('NOT_FOUND');
    }
    const before = browser.copy();
    expect(await browser.ask(select, { siteId: second.id })).toEqual({
      selectSite: { site: { id: second.id } },
    });
    expect(await browser.ask(ME)).toMatchObject({ me: { site: { id: second.id } } });
    expect(await before.refusal('{ markets { code } }')).toBe('UNAUTHENTICATED');
    // A request that was on its way for the old site does not sign the person out at the new one.
    expect(await browser.ask(ME)).toMatchObject({ me: { site: { id: second.id } } });
    await browser.ask('mutation { signOut }');
    expect(await signIn(email)).toMatchObject({ signIn: { site: { id: second.id } } });
  });
});

describe('a terminal that several people share', () => {
  it('shows and switches only those who have signed in at it today with a PIN', async () => {
    const ana = await aPerson(undefined, '8305');
    const ben = await aPerson(undefined, '9417');
    const noPin = await aPerson();
    for (const { email } of [ben, noPin, ana]) await signIn(email);
    const { terminalOperators } = await browser.ask<{ terminalOperators: { id: string }[] }>(OPERATORS);
    expect(terminalOperators.map(({ id }) => id).sort()).toEqual([ana.id, ben.id].sort());

    const elsewhere = api.browser();
    await signIn((await aPerson()).email, elsewhere);
    expect(await elsewhere.ask(OPERATORS)).toEqual({ terminalOperators: [] });
    expect(await elsewhere.refusal(SWITCH, { userId: ben.id, pin: '9417' })).toBe('PASSWORD_NEEDED');
    expect(await browser.refusal(SWITCH, { userId: noPin.id, pin: '' })).toBe('PIN_WRONG');
    expect(await browser.refusal(SWITCH, { userId: 'x', pin: '9417' })).toBe('PASSWORD_NEEDED');

    await browser.ask(SWITCH, { userId: ben.id, pin: '9417' });
    expect(await whoIs(browser)).toBe(ben.id);
    await browser.ask('mutation { signOut }');
    await browser.ask(SWITCH, { userId: ana.id, pin: '8305' });
    expect(await whoIs(browser)).toBe(ana.id);
    expect(await browser.refusal(SWITCH, { userId: ben.id, pin: '9417' })).toBe('PASSWORD_NEEDED');

    // The day after.
    await api.sql(`UPDATE session SET expires_at = now() - interval '1 minute' WHERE user_id = $1`, [ana.id]);
    expect(await browser.ask(OPERATORS)).toEqual({ terminalOperators: [] });
    expect(await browser.refusal(SWITCH, { userId: ana.id, pin: '8305' })).toBe('PASSWORD_NEEDED');
  });

  it('does not take a request that was on its way for a theft when the terminal is taken over', async () => {
    const ana = await aPerson(undefined, '8305');
    await signIn(ana.email);
    const onItsWay = browser.copy();
    await browser.ask(SWITCH, { userId: ana.id, pin: '8305' });
    expect(await whoIs(onItsWay)).toBeNull();
    expect(await whoIs(browser)).toBe(ana.id);
    // The same token an hour later is a copy that somebody kept.
    await api.sql(`UPDATE session SET renewed_at = now() - interval '1 hour' WHERE user_id = $1`, [ana.id]);
    expect(await whoIs(onItsWay)).toBeNull();
    expect(await whoIs(browser)).toBeNull();
  });

  it('is refused to pages of others', async () => {
    const ana = await aPerson(undefined, '8305');
    await signIn(ana.email);
    const input = { userId: ana.id, pin: '8305' };
    expect(await browser.refusal(SWITCH, input, { 'x-custodia-csrf': '' })).toBe('CSRF');
    expect(await browser.refusal(SWITCH, input, { origin: 'https://evil.example' })).toBe('CSRF');
  });

  it('asks for the password after five wrong PINs, also when they come at once', async () => {
    const ana = await aPerson(undefined, '8305');
    await signIn(ana.email);
    const first = await browser.graphql(SWITCH, { userId: ana.id, pin: '0000' });
    expect(first.errors?.[0]?.extensions).toEqual({ code: 'PIN_WRONG', details: { attemptsLeft: 4 } });
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        browser.refusal(SWITCH, { userId: ana.id, pin: String(1_000 + n) }),
      ),
    );
    expect(await browser.refusal(SWITCH, { userId: ana.id, pin: '8305' })).toBe('PASSWORD_NEEDED');
    expect(await whoIs(browser)).toBeNull();
    await signIn(ana.email);
    await browser.ask(SWITCH, { userId: ana.id, pin: '8305' });
  });

  it('does not look at a sixth PIN while five are being looked at', async () => {
    const ana = await aPerson(undefined, '8305');
    await signIn(ana.email);
    await api.sql('UPDATE session SET pin_failures = 5 WHERE user_id = $1', [ana.id]);
    expect(await browser.refusal(SWITCH, { userId: ana.id, pin: '8305' })).toBe('PASSWORD_NEEDED');
  });

  it('takes a new PIN only with the password, and no easy one', async () => {
    const ana = await aPerson();
    await signIn(ana.email);
    expect(await browser.refusal(SET_PIN, { pin: '8305', password: 'wrong' })).toBe('SIGN_IN_FAILED');
    for (const pin of ['123', '1234', '9876', '5555', '12a4', '123456789']) {
      expect(await browser.refusal(SET_PIN, { pin, password: PASSWORD })).toBe('WEAK_SECRET');
    }
    await browser.ask(SET_PIN, { pin: '8305', password: PASSWORD });
    expect(await browser.ask(ME)).toMatchObject({ me: { hasPin: true } });
  });
});

describe('the accounts of the demo', () => {
  it('are shown in a demo, and neither shown nor let in anywhere else', async () => {
    const query = '{ demoAccounts { email password siteName role } }';
    const demoUser = {
      email: `${newId()}@example.test`,
      name: 'Demo',
      password: 'custodia-demo',
      demo: true,
    };
    await people.add(systemActor('spec'), { ...demoUser, memberships: [{ siteId: pharmacy.id }] });
    const input = { email: demoUser.email, password: demoUser.password };
    expect((await browser.graphql(SIGN_IN, input)).errors).toBeUndefined();
    const { demoAccounts } = await browser.ask<{ demoAccounts: unknown[] }>(query);
    expect(demoAccounts).toEqual([
      { email: demoUser.email, password: 'custodia-demo', siteName: 'Corner pharmacy', role: 'PHARMACY' },
    ]);
    const real = await openApiBench({
      settings: {
        CUSTODIA_DEMO: '0',
        PORTAL_OPERATIONS: 'any',
        OPERATOR_KEY: `0x${'11'.repeat(32)}`,
        SECRET_KEY: '22'.repeat(32),
      },
    });
    try {
      const site = await aSite(real);
      await real
        .get(PeopleService)
        .add(systemActor('spec'), { ...demoUser, memberships: [{ siteId: site.id }] });
      expect(await real.browser().ask(query)).toEqual({ demoAccounts: [] });
      expect(await real.browser().refusal(SIGN_IN, input)).toBe('NO_SITE');
    } finally {
      await real.close();
    }
  });
});
