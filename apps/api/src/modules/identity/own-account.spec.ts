import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { clockStands } from '../../testing/clock.js';
import { PeopleService } from './people.service.js';

const PASSWORD = 'correct horse battery';
const BETTER = 'tulip radiator omelette';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { user { id } } }`;
const SESSIONS = '{ mySessions { id device address siteName current } }';
const CHANGE = `mutation ($password: String!, $newPassword: String!) {
  changePassword(input: { password: $password, newPassword: $newPassword }) }`;
const END = 'mutation ($id: ID!) { endSession(id: $id) }';

interface Listed {
  id: string;
  device: string;
  address: string;
  siteName: string;
  current: boolean;
}

let api: ApiBench;
let site: BuiltSite;
let email: string;
let id: string;

beforeAll(async () => {
  api = await openApiBench();
  site = await aSite(api, { name: 'Corner pharmacy' });
});
afterAll(() => api.close());
beforeEach(async () => {
  email = `${newId()}@example.test`;
  id = await aPerson(email);
});

function aPerson(of: string): Promise<string> {
  const memberships = [{ siteId: site.id }];
  return api
    .get(PeopleService)
    .add(systemActor('spec'), { email: of, name: 'Ana Costa', password: PASSWORD, memberships });
}

async function signedIn({ as = email, password = PASSWORD, address = '203.0.113.7' } = {}): Promise<Browser> {
  const browser = api.browser(address);
  await browser.ask(SIGN_IN, { email: as, password });
  return browser;
}

const sessionsIn = async (browser: Browser) =>
  (await browser.ask<{ mySessions: Listed[] }>(SESSIONS)).mySessions;
const isIn = async (browser: Browser) =>
  (await browser.ask<{ me: unknown }>('{ me { user { id } } }')).me !== null;

describe('one’s own sessions', () => {
  it('are listed with where they are, this one first, and nobody else’s', async () => {
    const other = `${newId()}@example.test`;
    await aPerson(other);
    await signedIn({ as: other });
    const phone = api.browser('2001:db8:1:2::3');
    const agent = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/147.0.0.0 Mobile Safari/537.36';
    await phone.graphql(SIGN_IN, { email, password: PASSWORD }, { 'user-agent': agent });
    const desk = await signedIn();
    const listed = await sessionsIn(desk);
    expect(listed.map(({ id: _, ...rest }) => rest)).toEqual([
      { device: '', address: '203.0.113.x', siteName: 'Corner pharmacy', current: true },
      { device: 'Chrome, Android', address: '2001:db8:1::x', siteName: 'Corner pharmacy', current: false },
    ]);
    const [row] = await api.sql<{ whole: string }>(
      'SELECT s::text AS whole FROM session s WHERE user_id = $1',
      [id],
    );
    expect(row?.whole).not.toContain('2001:db8:1:2');
  });

  it('last twelve hours, their tokens a quarter of one, and a factor that was shown five minutes', async () => {
    await signedIn();
    const [lasts] = await api.sql(
      `SELECT extract(epoch FROM expires_at - created_at)::int AS session,
              extract(epoch FROM access_until - renewed_at)::int AS token,
              extract(epoch FROM fresh_until - created_at)::int AS factor FROM session WHERE user_id = $1`,
      [id],
    );
    expect(lasts).toEqual({ session: 12 * 3_600, token: 15 * 60, factor: 5 * 60 });
  });

  it('end one by one, and only one’s own', async () => {
    const [desk, phone] = [await signedIn(), await signedIn()];
    const stranger = `${newId()}@example.test`;
    await aPerson(stranger);
    const thief = await signedIn({ as: stranger });
    const other = (await sessionsIn(desk)).find(({ current }) => !current)!;
    for (const wrong of [other.id, newId(), 'x']) {
      expect(await thief.refusal(END, { id: wrong })).toBe('NOT_FOUND');
    }
    await desk.ask(END, { id: other.id });
    expect([await isIn(desk), await isIn(phone)]).toEqual([true, false]);
    expect(await desk.refusal(END, { id: other.id })).toBe('NOT_FOUND');
    const trail = await api.sql(
      `SELECT subject_id, user_id FROM audit_entry WHERE action = 'session.revoke'`,
    );
    expect(trail).toContainEqual({ subject_id: other.id, user_id: id });
  });

  it('end all but this one', async () => {
    const [desk, phone, home] = [await signedIn(), await signedIn(), await signedIn()];
    expect(await desk.ask('mutation { endOtherSessions }')).toEqual({ endOtherSessions: 2 });
    expect([await isIn(desk), await isIn(phone), await isIn(home)]).toEqual([true, false, false]);
  });
});

describe('changing the password', () => {
  it('needs the old one, and a new one that is not guessed early', async () => {
    const desk = await signedIn();
    const change = (password: string, newPassword: string) => desk.refusal(CHANGE, { password, newPassword });
    expect(await change('wrong password', BETTER)).toBe('SIGN_IN_FAILED');
    for (const weak of ['short', 'custodia2026!', 'AnaCosta-2026', 'qwertyuiop123']) {
      expect(await change(PASSWORD, weak), weak).toBe('WEAK_SECRET');
    }
    await signedIn(); // nothing was changed
  });

  it('makes a guesser of the old one wait', async () => {
    clockStands();
    const desk = await signedIn();
    const codes: string[] = [];
    for (let n = 0; n < 5; n += 1)
      codes.push(await desk.refusal(CHANGE, { password: `guess ${n}`, newPassword: BETTER }));
    expect(new Set(codes)).toEqual(new Set(['SIGN_IN_FAILED']));
    expect(await desk.refusal(CHANGE, { password: PASSWORD, newPassword: BETTER })).toBe('TOO_MANY');
  });

  it('ends the sessions everywhere else, and from then on only the new one opens', async () => {
    const [desk, thief] = [await signedIn(), await signedIn()];
    expect(await desk.ask(CHANGE, { password: PASSWORD, newPassword: BETTER })).toEqual({
      changePassword: 1,
    });
    expect([await isIn(desk), await isIn(thief)]).toEqual([true, false]);
    expect(await api.browser().refusal(SIGN_IN, { email, password: PASSWORD })).toBe('SIGN_IN_FAILED');
    await signedIn({ password: BETTER });
    const trail = await api.sql(
      `SELECT subject_id, details FROM audit_entry WHERE action = 'user.change-password'`,
    );
    expect(trail).toContainEqual({ subject_id: id, details: { sessionsEnded: 1 } });
  });
});
