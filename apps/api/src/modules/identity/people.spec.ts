import type { Duty } from '@custodia/access';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { Authenticator } from '../../testing/authenticator.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { InvitationsService } from './invitations.service.js';
import { PeopleService } from './people.service.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { user { id } } }`;
const INVITE = 'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { id link } }';
const HELD = 'query ($token: String!) { heldInvitation(token: $token) { siteName email duties known } }';
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { user { id name email } site { id } permissions } }`;
const KEY_OPTIONS =
  'mutation ($token: String!, $name: String!) { invitationPasskeyOptions(token: $token, name: $name) }';
const JOIN = 'mutation ($token: String!) { joinSite(token: $token) { site { id } } }';
const REVOKE = 'mutation ($id: ID!) { revokeInvitation(id: $id) }';
const OPEN = '{ invitations { id email duties invitedBy } }';
const MEMBERS =
  'query ($first: Int, $after: String) { members(first: $first, after: $after) { totalCount nodes { id name duties self } pageInfo { endCursor } } }';
const DUTIES =
  'mutation ($userId: ID!, $duties: [String!]!) { changeDuties(userId: $userId, duties: $duties) }';
const REMOVE = 'mutation ($userId: ID!) { removeMember(userId: $userId) }';

interface Listed {
  members: {
    totalCount: number;
    nodes: { id: string; name: string; duties: string[]; self: boolean }[];
    pageInfo: { endCursor: string };
  };
}

let api: ApiBench;
let site: BuiltSite;
let manager: Browser;
let managerId: string;

beforeAll(async () => {
  api = await openApiBench();
});
afterAll(() => api.close());
beforeEach(async () => {
  site = await aSite(api, { name: 'Corner pharmacy' });
  const person = await aPerson('Ana Costa', ['people.manage']);
  managerId = person.id;
  manager = await signedIn(person.email);
});

async function aPerson(name: string, duties: Duty[] = [], at = site): Promise<{ id: string; email: string }> {
  const email = `${newId()}@example.test`;
  const memberships = [{ siteId: at.id, duties }];
  const id = await api
    .get(PeopleService)
    .add(systemActor('spec'), { email, name, password: PASSWORD, memberships });
  return { id, email };
}

async function signedIn(email: string): Promise<Browser> {
  const browser = api.browser();
  await browser.ask(SIGN_IN, { email, password: PASSWORD });
  return browser;
}

async function invite(email = `${newId()}@example.test`, duties: string[] = []) {
  const { invitePerson } = await manager.ask<{ invitePerson: { id: string; link: string } }>(INVITE, {
    input: { email, duties },
  });
  const { origin, pathname, hash } = new URL(invitePerson.link);
  expect([origin, pathname]).toEqual([api.config.publicOrigin, '/join']);
  return { id: invitePerson.id, email, token: hash.slice(1) };
}

const accepting = (token: string, name = 'Ben Ort') => ({ input: { token, name, password: PASSWORD } });
async function keyFor(browser: Browser, key: Authenticator, token: string): Promise<object> {
  const { invitationPasskeyOptions } = await browser.ask<{
    invitationPasskeyOptions: { challenge: string; user: { id: string } };
  }>(KEY_OPTIONS, { token, name: 'Ben Ort' });
  return key.create(invitationPasskeyOptions);
}
const who = async (browser: Browser) =>
  (await browser.ask<{ me: { user: { id: string } } | null }>('{ me { user { id } } }')).me?.user.id;

describe('an invitation', () => {
  it('lets somebody make an account at the site, with the duties that were given, once', async () => {
    const { email, token } = await invite(undefined, ['audit.read']);
    expect(await api.browser().ask(HELD, { token })).toEqual({
      heldInvitation: { siteName: 'Corner pharmacy', email, duties: ['audit.read'], known: false },
    });
    const ben = api.browser();
    const { acceptInvitation } = await ben.ask<{ acceptInvitation: { permissions: string[] } }>(
      ACCEPT,
      accepting(token),
    );
    expect(acceptInvitation).toMatchObject({ user: { name: 'Ben Ort', email }, site: { id: site.id } });
    expect(acceptInvitation.permissions).toContain('audit.read');
    expect(acceptInvitation.permissions).not.toContain('people.manage');
    await signedIn(email);
    expect(await api.browser().refusal(HELD, { token })).toBe('INVITATION_OVER');
    expect(await api.browser().refusal(ACCEPT, accepting(token))).toBe('INVITATION_OVER');
  });

  it('of two that use it at the same moment, lets one in', async () => {
    const { token, email } = await invite();
    const answers = await Promise.all(
      [1, 2, 3].map((n) => api.browser().graphql(ACCEPT, accepting(token, `Ben ${n}`))),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'INVITATION_OVER')).toHaveLength(2);
    expect(await api.sql('SELECT 1 FROM app_user WHERE email = $1', [email])).toHaveLength(1);
  });

  it('is over when it is old, taken back, or replaced by another', async () => {
    const old = await invite();
    await api.sql(`UPDATE invitation SET expires_at = now() - interval '1 minute' WHERE id = $1`, [old.id]);
    const back = await invite();
    await manager.ask(REVOKE, { id: back.id });
    expect(await manager.refusal(REVOKE, { id: back.id })).toBe('NOT_FOUND');
    const first = await invite();
    const second = await invite(first.email.toUpperCase());
    for (const { token } of [old, back, first]) {
      expect(await api.browser().refusal(ACCEPT, accepting(token))).toBe('INVITATION_OVER');
    }
    expect(await manager.ask(OPEN)).toEqual({
      invitations: [{ id: second.id, email: second.email, duties: [], invitedBy: 'Ana Costa' }],
    });
  });

  it('is nothing that could be made up, and is kept as a hash', async () => {
    const { id, token } = await invite();
    const other = await invite();
    const bytes = Buffer.from(token, 'base64url');
    const mixed = Buffer.concat([bytes.subarray(0, 16), Buffer.from(other.token, 'base64url').subarray(16)]);
    for (const forged of [
      '',
      'x',
      mixed.toString('base64url'),
      bytes.subarray(0, 48).toString('base64url'),
    ]) {
      expect(await api.browser().refusal(HELD, { token: forged })).toBe('INVITATION_OVER');
    }
    const [kept] = await api.sql<{ row: string; days: number }>(
      `SELECT i::text AS row, extract(epoch FROM expires_at - created_at)::int / 86400 AS days
       FROM invitation i WHERE id = $1`,
      [id],
    );
    expect(kept!.row).not.toContain(bytes.subarray(16, 48).toString('hex'));
    expect(kept!.days).toBe(3);
    const trail = JSON.stringify(await api.sql(`SELECT * FROM audit_entry WHERE action = 'people.invite'`));
    expect(trail).toContain(id);
    expect(trail).not.toContain(other.email);
    expect(trail).not.toContain(token);
  });

  it('asks for a good password and a name, and is still good then', async () => {
    const { token } = await invite();
    const browser = api.browser();
    const weak = { input: { token, name: 'Ben', password: 'password1234' } };
    expect(await browser.refusal(ACCEPT, weak)).toBe('WEAK_SECRET');
    expect(await browser.refusal(ACCEPT, accepting(token, ' '))).toBe('BAD_INPUT');
    await browser.ask(ACCEPT, accepting(token));
  });

  it('is accepted with a passkey alone, which opens the account from then on', async () => {
    const { email, token } = await invite();
    const ben = api.browser();
    const key = new Authenticator(api.config.publicOrigin);
    const passkey = await keyFor(ben, key, token);
    const input = { token, name: 'Ben Ort', passkey };
    expect(await api.browser().refusal(ACCEPT, { input })).toBe('PASSKEY_REFUSED');
    const again = { ...input, passkey: await keyFor(ben, key, token) };
    expect(await ben.refusal(ACCEPT, { input: { ...again, password: PASSWORD } })).toBe('BAD_INPUT');
    expect(await ben.refusal(ACCEPT, { input: { token, name: 'Ben Ort' } })).toBe('BAD_INPUT');
    const { acceptInvitation } = await ben.ask<{ acceptInvitation: { user: { id: string } } }>(ACCEPT, {
      input: again,
    });
    expect(acceptInvitation).toMatchObject({ user: { name: 'Ben Ort', email }, site: { id: site.id } });
    expect(await ben.ask('{ myFactors { hasPassword passkeys } }')).toEqual({
      myFactors: { hasPassword: false, passkeys: 1 },
    });

    for (const password of ['', PASSWORD])
      expect(await api.browser().refusal(SIGN_IN, { email, password })).toBe('SIGN_IN_FAILED');
    const other = api.browser();
    const { passkeySignInOptions } = await other.ask<{ passkeySignInOptions: { challenge: string } }>(
      'mutation { passkeySignInOptions }',
    );
    await other.ask(
      'mutation ($response: JSON!) { signInWithPasskey(input: { response: $response }) { user { id } } }',
      { response: key.get(passkeySignInOptions) },
    );
    expect(await who(other)).toBe(acceptInvitation.user.id);

    const set = 'mutation ($password: String!) { setFirstPassword(password: $password) }';
    expect(await ben.refusal(set, { password: 'password1234' })).toBe('WEAK_SECRET');
    await ben.ask(set, { password: PASSWORD });
    expect(await ben.refusal(set, { password: PASSWORD })).toBe('BAD_INPUT');
    await signedIn(email);
  });

  it('makes no key for a link that is over, and a key that was made to be added accepts nothing', async () => {
    const { token } = await invite();
    const ben = api.browser();
    expect(await ben.refusal(KEY_OPTIONS, { token: 'x', name: 'Ben' })).toBe('INVITATION_OVER');
    expect(await ben.refusal(KEY_OPTIONS, { token, name: ' ' })).toBe('BAD_INPUT');
    const key = new Authenticator(api.config.publicOrigin);
    const { beginPasskey } = await manager.ask<{ beginPasskey: { challenge: string; user: { id: string } } }>(
      'mutation { beginPasskey }',
    );
    const input = { token, name: 'Ben Ort', passkey: key.create(beginPasskey) };
    expect(await manager.refusal(ACCEPT, { input })).toBe('PASSKEY_REFUSED');
  });

  it('is joined by who has an account, with that account and no other', async () => {
    const elsewhere = await aSite(api);
    const ben = await aPerson('Ben Ort', [], elsewhere);
    const { token } = await invite(ben.email);
    expect(await api.browser().ask(HELD, { token })).toMatchObject({ heldInvitation: { known: true } });
    expect(await api.browser().refusal(ACCEPT, accepting(token))).toBe('EMAIL_TAKEN');
    expect(await api.browser().refusal(JOIN, { token })).toBe('UNAUTHENTICATED');
    const other = await signedIn((await aPerson('Cem Ak', [], elsewhere)).email);
    expect(await other.refusal(JOIN, { token })).toBe('INVITATION_OVER');
    expect(await (await signedIn(ben.email)).ask(JOIN, { token })).toEqual({
      joinSite: { site: { id: site.id } },
    });
    expect(await manager.refusal(INVITE, { input: { email: ben.email, duties: [] } })).toBe('ALREADY_MEMBER');
  });

  it('gives no duty that the site has no use for', async () => {
    const input = { email: 'ben@example.test', duties: ['party.order'] };
    expect(await manager.refusal(INVITE, { input })).toBe('BAD_INPUT');
  });
});

describe('the people of a site', () => {
  it('are listed by name, page by page, and nobody of another site', async () => {
    await aPerson('Zoe Zimmer');
    await aPerson('ben Ort');
    await aPerson('Cem Ak', [], await aSite(api));
    const { members: first } = await manager.ask<Listed>(MEMBERS, { first: 2 });
    expect(first.totalCount).toBe(3);
    expect(first.nodes.map(({ name, self }) => [name, self])).toEqual([
      ['Ana Costa', true],
      ['ben Ort', false],
    ]);
    const { members: rest } = await manager.ask<Listed>(MEMBERS, {
      first: 2,
      after: first.pageInfo.endCursor,
    });
    expect(rest.nodes.map(({ name }) => name)).toEqual(['Zoe Zimmer']);
  });

  it('gain and lose duties from one request to the next', async () => {
    const ben = await aPerson('Ben Ort');
    const browser = await signedIn(ben.email);
    expect(await browser.refusal(MEMBERS)).toBe('FORBIDDEN');
    await manager.ask(DUTIES, { userId: ben.id, duties: ['people.manage'] });
    expect((await browser.ask<Listed>(MEMBERS)).members.totalCount).toBe(2);
    await manager.ask(DUTIES, { userId: ben.id, duties: [] });
    expect(await browser.refusal(MEMBERS)).toBe('FORBIDDEN');
    const trail = await api.sql(
      `SELECT user_id, details FROM audit_entry WHERE action = 'people.change-duties' AND subject_id = $1 ORDER BY id`,
      [ben.id],
    );
    expect(trail).toEqual([
      { user_id: managerId, details: { from: [], to: ['people.manage'] } },
      { user_id: managerId, details: { from: ['people.manage'], to: [] } },
    ]);
  });

  it('are out at once when they are removed, and keep their other sites', async () => {
    const second = await aSite(api);
    const ben = await aPerson('Ben Ort');
    await api.sql('INSERT INTO membership (user_id, site_id) VALUES ($1, $2)', [ben.id, second.id]);
    const here = api.browser();
    await here.ask(
      `mutation ($email: String!, $password: String!, $siteId: ID!) {
        signIn(input: { email: $email, password: $password, siteId: $siteId }) { csrf } }`,
      { email: ben.email, password: PASSWORD, siteId: site.id },
    );
    await manager.ask(REMOVE, { userId: ben.id });
    expect(await who(here)).toBeUndefined();
    const live = await api.sql('SELECT 1 FROM session WHERE user_id = $1 AND ended_at IS NULL', [ben.id]);
    expect(live).toEqual([]);
    expect(await who(await signedIn(ben.email))).toBe(ben.id);
    expect(await manager.refusal(REMOVE, { userId: ben.id })).toBe('NOT_FOUND');
  });

  it('do not change their own place or duties, and nobody’s at another site', async () => {
    expect(await manager.refusal(DUTIES, { userId: managerId, duties: ['audit.read'] })).toBe(
      'OWN_MEMBERSHIP',
    );
    expect(await manager.refusal(REMOVE, { userId: managerId })).toBe('OWN_MEMBERSHIP');
    const foreign = await aPerson('Cem Ak', [], await aSite(api));
    for (const userId of [foreign.id, newId(), 'x']) {
      expect(await manager.refusal(DUTIES, { userId, duties: [] })).toBe('NOT_FOUND');
      expect(await manager.refusal(REMOVE, { userId })).toBe('NOT_FOUND');
    }
  });

  it('are changed only by who has just shown who they are', async () => {
    await api.sql(`UPDATE session SET fresh_until = now() - interval '1 minute' WHERE user_id = $1`, [
      managerId,
    ]);
    expect(await manager.refusal(INVITE, { input: { email: 'a@b.example', duties: [] } })).toBe(
      'STEP_UP_NEEDED',
    );
    expect(await manager.refusal(DUTIES, { userId: newId(), duties: [] })).toBe('STEP_UP_NEEDED');
    expect(await manager.refusal(REMOVE, { userId: newId() })).toBe('STEP_UP_NEEDED');
  });
});

it('whoever runs the node invites the first person of a site', async () => {
  const { link } = await api
    .get(InvitationsService)
    .invite(systemActor('spec'), { siteId: site.id, email: 'first@example.test', duties: ['people.manage'] });
  const browser = api.browser();
  await browser.ask(ACCEPT, accepting(new URL(link).hash.slice(1)));
  expect((await browser.ask<Listed>(MEMBERS)).members.totalCount).toBe(2);
});
