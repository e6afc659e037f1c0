import type { Duty } from '@custodia/access';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { Authenticator } from '../../testing/authenticator.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { clockStands } from '../../testing/clock.js';
import { aMachine } from '../../testing/machine.js';
import { InvitationsService } from './invitations.service.js';
import { PeopleService } from './people.service.js';

// Which operations are open before the second factor, the matrix of every door shows (test/security/matrix.spec.ts).

const PASSWORD = 'correct horse battery';
const PIN = '8305';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { lacksSecondFactor } }`;
const CONFIRM = 'mutation ($code: String!) { confirmSignIn(code: $code) { lacksSecondFactor } }';
const ENTER = `mutation ($response: JSON!) {
  signInWithPasskey(input: { response: $response }) { lacksSecondFactor } }`;
const STEP_UP = 'mutation ($input: StepUpInput!) { stepUp(input: $input) }';
/** What everybody who is signed in may ask. */
const MARKETS = '{ markets { code } }';

interface Person {
  readonly id: string;
  readonly email: string;
}

let api: ApiBench;
let pharmacy: BuiltSite;
beforeAll(async () => {
  api = await openApiBench({ settings: { SECOND_FACTOR_REQUIRED: '1' } });
  pharmacy = await aSite(api, { roles: ['PHARMACY'] });
});
afterAll(() => api?.close());

async function aPerson(...memberships: { siteId: string; duties?: Duty[] }[]): Promise<Person> {
  const email = `${newId()}@example.test`;
  const person = { email, name: 'Ana', password: PASSWORD, pin: PIN, memberships };
  return { id: await api.get(PeopleService).add(systemActor('spec'), person), email };
}

const aManager = () => aPerson({ siteId: pharmacy.id, duties: ['people.manage'] });

async function signedIn({ email }: Person): Promise<Browser> {
  const browser = api.browser();
  await browser.ask(SIGN_IN, { email, password: PASSWORD });
  return browser;
}

/** Whether the person is kept from everything else; the page is told the same. */
async function isKeptOut(browser: Browser): Promise<boolean> {
  const { me } = await browser.ask<{ me: { lacksSecondFactor: boolean } }>('{ me { lacksSecondFactor } }');
  const { errors } = await browser.graphql(MARKETS);
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(
    me.lacksSecondFactor ? ['SECOND_FACTOR_NEEDED'] : undefined,
  );
  return me.lacksSecondFactor;
}

const codeOf = (secret: string, later: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later * 30_000 });

/** Sets up an app, with the code of now; the next one is still good. */
async function withApp(browser: Browser): Promise<{ secret: string; recovery: string[] }> {
  const { beginTotp } = await browser.ask<{ beginTotp: { secret: string } }>(
    'mutation { beginTotp { secret } }',
  );
  const { confirmTotp } = await browser.ask<{ confirmTotp: string[] }>(
    'mutation ($code: String!) { confirmTotp(code: $code) }',
    { code: codeOf(beginTotp.secret, 0) },
  );
  return { secret: beginTotp.secret, recovery: confirmTotp };
}

async function withPasskey(browser: Browser): Promise<{ key: Authenticator; id: string }> {
  const key = new Authenticator(api.config.publicOrigin);
  const { beginPasskey } = await browser.ask<{ beginPasskey: Parameters<Authenticator['create']>[0] }>(
    'mutation { beginPasskey }',
  );
  const { addPasskey } = await browser.ask<{ addPasskey: { id: string } }>(
    'mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { id } }',
    { input: { name: 'Phone', response: key.create(beginPasskey) } },
  );
  return { key, id: addPasskey.id };
}

async function challengeOf(browser: Browser, name: string): Promise<{ challenge: string }> {
  return (await browser.ask<Record<string, { challenge: string }>>(`mutation { ${name} }`))[name]!;
}

describe('who has to show a second factor', () => {
  it('is who is trusted with a duty, and everybody at an authority; nobody else is asked', async () => {
    const regulator = await aSite(api, { roles: ['REGULATOR'] });
    expect(await isKeptOut(await signedIn(await aPerson({ siteId: regulator.id })))).toBe(true);
    expect(await isKeptOut(await signedIn(await aManager()))).toBe(true);
    expect(await isKeptOut(await signedIn(await aPerson({ siteId: pharmacy.id })))).toBe(false);
    const machine = await aMachine(api, regulator, ['party.read']);
    expect(await machine.refusal(MARKETS)).toBe('FORBIDDEN');
  });

  it('is who is given a duty, or goes on where they have one, from then on', async () => {
    const other = await aSite(api, { roles: ['PHARMACY'] });
    const { id, email } = await aPerson(
      { siteId: pharmacy.id },
      { siteId: other.id, duties: ['audit.read'] },
    );
    const browser = api.browser();
    const here = `mutation ($email: String!, $password: String!, $siteId: ID!) {
      signIn(input: { email: $email, password: $password, siteId: $siteId }) { lacksSecondFactor } }`;
    await browser.ask(here, { email, password: PASSWORD, siteId: pharmacy.id });
    expect(await isKeptOut(browser)).toBe(false);
    await browser.ask('mutation ($siteId: ID!) { selectSite(siteId: $siteId) { lacksSecondFactor } }', {
      siteId: other.id,
    });
    expect(await isKeptOut(browser)).toBe(true);
    await browser.ask(here, { email, password: PASSWORD, siteId: pharmacy.id });
    await api.sql(`UPDATE membership SET duties = '{audit.read}' WHERE user_id = $1`, [id]);
    expect(await isKeptOut(browser)).toBe(true);
  });

  it('is nobody where it is not required', async () => {
    const lenient = await openApiBench({ settings: { SECOND_FACTOR_REQUIRED: '0' } });
    try {
      const { id: siteId } = await aSite(lenient, { roles: ['REGULATOR'] });
      const email = `${newId()}@example.test`;
      const person = { email, name: 'Ana', password: PASSWORD, memberships: [{ siteId }] };
      await lenient.get(PeopleService).add(systemActor('spec'), person);
      const browser = lenient.browser();
      expect(await browser.ask(SIGN_IN, { email, password: PASSWORD })).toEqual({
        signIn: { lacksSecondFactor: false },
      });
      await browser.ask(MARKETS);
    } finally {
      await lenient.close();
    }
  });
});

describe('setting one up', () => {
  it('lets in where it is an app, with recovery codes, and asks the next sign-in for a code of it', async () => {
    clockStands();
    const person = await aManager();
    const browser = await signedIn(person);
    const elsewhere = await signedIn(person);
    const { secret, recovery } = await withApp(browser);
    expect(recovery).toHaveLength(10);
    expect(await isKeptOut(browser)).toBe(false);

    // A browser that knows the password alone has yet to show it.
    expect(await isKeptOut(elsewhere)).toBe(true);
    expect(await elsewhere.refusal(STEP_UP, { input: { password: PASSWORD } })).toBe(
      'STRONGER_FACTOR_NEEDED',
    );
    await elsewhere.ask(STEP_UP, { input: { code: codeOf(secret, 1) } });
    expect(await isKeptOut(elsewhere)).toBe(false);

    const again = api.browser();
    const { email } = person;
    expect(await again.refusal(SIGN_IN, { email, password: PASSWORD })).toBe('SECOND_STEP_NEEDED');
    expect(await again.ask(CONFIRM, { code: recovery[0] })).toEqual({
      confirmSignIn: { lacksSecondFactor: false },
    });
    expect(await isKeptOut(again)).toBe(false);
  });

  it('lets in where it is a passkey: whoever then comes with the password alone has to show it', async () => {
    const person = await aManager();
    const browser = await signedIn(person);
    const { key } = await withPasskey(browser);
    expect(await isKeptOut(browser)).toBe(false);

    const entered = api.browser();
    const response = key.get(await challengeOf(entered, 'passkeySignInOptions'));
    expect(await entered.ask(ENTER, { response })).toEqual({
      signInWithPasskey: { lacksSecondFactor: false },
    });
    expect(await isKeptOut(entered)).toBe(false);

    const byPassword = await signedIn(person);
    expect(await isKeptOut(byPassword)).toBe(true);
    expect(await byPassword.refusal('mutation { beginTotp { secret } }')).toBe('STEP_UP_NEEDED');
    const passkey = key.get(await challengeOf(byPassword, 'passkeyStepUpOptions'));
    await byPassword.ask(STEP_UP, { input: { passkey } });
    expect(await isKeptOut(byPassword)).toBe(false);
  });

  it('is what begins anew when the last one is removed', async () => {
    const browser = await signedIn(await aManager());
    await withApp(browser);
    const { id } = await withPasskey(browser);
    await browser.ask('mutation { removeTotp }');
    expect(await isKeptOut(browser)).toBe(false);
    await browser.ask('mutation ($id: ID!) { removePasskey(id: $id) }', { id });
    expect(await isKeptOut(browser)).toBe(true);
  });

  it('is done by who accepts an invitation with a passkey, and is next for who chose a password', async () => {
    const accept = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { lacksSecondFactor } }`;
    const invited = async (factor: (browser: Browser, token: string) => Promise<object>) => {
      const email = `${newId()}@example.test`;
      const { link } = await api
        .get(InvitationsService)
        .invite(systemActor('spec'), { siteId: pharmacy.id, email, duties: ['people.manage'] });
      const browser = api.browser();
      const token = link.split('#')[1]!;
      await browser.ask(accept, { input: { token, name: 'Ben', ...(await factor(browser, token)) } });
      return browser;
    };
    const withKey = await invited(async (browser, token) => {
      const { invitationPasskeyOptions } = await browser.ask<{
        invitationPasskeyOptions: Parameters<Authenticator['create']>[0];
      }>('mutation ($token: String!) { invitationPasskeyOptions(token: $token, name: "Ben") }', { token });
      return { passkey: new Authenticator(api.config.publicOrigin).create(invitationPasskeyOptions) };
    });
    expect(await isKeptOut(withKey)).toBe(false);
    const withPassword = await invited(() => Promise.resolve({ password: PASSWORD }));
    expect(await isKeptOut(withPassword)).toBe(true);
    await withApp(withPassword);
    expect(await isKeptOut(withPassword)).toBe(false);
  });
});

it('who comes back to a locked terminal with the PIN is where they left', async () => {
  const lock = 'mutation { lockTerminal }';
  const back = `mutation ($userId: ID!) { switchOperator(input: { userId: $userId, pin: "${PIN}" }) { lacksSecondFactor } }`;
  const person = await aManager();
  const browser = await signedIn(person);
  await browser.ask(lock);
  await browser.ask(back, { userId: person.id });
  expect(await isKeptOut(browser)).toBe(true);
  await browser.ask(STEP_UP, { input: { password: PASSWORD } });
  await withApp(browser);
  await browser.ask(lock);
  await browser.ask(back, { userId: person.id });
  expect(await isKeptOut(browser)).toBe(false);
});

it('the stream of news is refused, too', async () => {
  const browser = await signedIn(await aManager());
  const answer = await browser.request({
    method: 'POST',
    url: '/graphql/stream',
    headers: { accept: 'text/event-stream' },
    payload: { query: 'subscription { anything }' },
  });
  expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'SECOND_FACTOR_NEEDED' }]);
});
