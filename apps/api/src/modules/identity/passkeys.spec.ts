import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { Authenticator } from '../../testing/authenticator.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { PeopleService } from './people.service.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { user { id } } }`;
const BEGIN = 'mutation { beginPasskey }';
const ADD = 'mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { id name lastUsedAt } }';
const OPTIONS = 'mutation { passkeySignInOptions }';
const ENTER =
  'mutation ($response: JSON!) { signInWithPasskey(input: { response: $response }) { user { id } } }';
const LIST = '{ myPasskeys { id name lastUsedAt } }';
const REMOVE = 'mutation ($id: ID!) { removePasskey(id: $id) }';
const RENAME = 'mutation ($id: ID!, $name: String!) { renamePasskey(id: $id, name: $name) { name } }';

type Creation = { challenge: string; user: { id: string } };
type Question = { challenge: string; rpId: string; userVerification: string; allowCredentials?: unknown[] };

let api: ApiBench;
let site: BuiltSite;
let email: string;
let id: string;
let desk: Browser;
let key: Authenticator;

beforeAll(async () => {
  api = await openApiBench();
  site = await aSite(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  ({ email, id } = await aPerson());
  desk = await signedIn(email);
  key = new Authenticator(api.config.publicOrigin);
});

async function aPerson(): Promise<{ email: string; id: string }> {
  const person = { email: `${newId()}@example.test`, name: 'Ana', password: PASSWORD };
  const memberships = [{ siteId: site.id }];
  return {
    email: person.email,
    id: await api.get(PeopleService).add(systemActor('spec'), { ...person, memberships }),
  };
}

async function signedIn(as: string): Promise<Browser> {
  const browser = api.browser();
  await browser.ask(SIGN_IN, { email: as, password: PASSWORD });
  return browser;
}

async function add(to = key, browser = desk): Promise<string> {
  const { beginPasskey } = await browser.ask<{ beginPasskey: Creation }>(BEGIN);
  const { addPasskey } = await browser.ask<{ addPasskey: { id: string } }>(ADD, {
    input: { name: 'Phone', response: to.create(beginPasskey) },
  });
  return addPasskey.id;
}

const question = async (browser: Browser) =>
  (await browser.ask<{ passkeySignInOptions: Question }>(OPTIONS)).passkeySignInOptions;

describe('a passkey', () => {
  it('opens the account without a name or a password, and is both steps at once', async () => {
    await add();
    await desk.ask('mutation { beginTotp { uri } }');
    await api.sql(`UPDATE totp SET confirmed_at = now() WHERE user_id = $1`, [id]);
    const browser = api.browser();
    const asked = await question(browser);
    expect(asked).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(asked.allowCredentials).toBeUndefined();
    expect(await browser.ask(ENTER, { response: key.get(asked) })).toEqual({
      signInWithPasskey: { user: { id } },
    });
    expect(await browser.ask(LIST)).toMatchObject({
      myPasskeys: [{ lastUsedAt: expect.any(String) as string }],
    });
    const [entry] = await api.sql(
      `SELECT details FROM audit_entry WHERE action = 'session.sign-in' AND user_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    );
    expect(entry).toEqual({ details: { with: 'passkey' } });
  });

  it('opens nothing with an answer that was used, that is of another browser, late, or of another purpose', async () => {
    await add();
    const browser = api.browser();
    const used = key.get(await question(browser));
    await browser.ask(ENTER, { response: used });
    expect(await browser.refusal(ENTER, { response: used })).toBe('PASSKEY_REFUSED');

    const asked = await question(browser);
    expect(await api.browser().refusal(ENTER, { response: key.get(asked) })).toBe('PASSKEY_REFUSED');

    const late = await question(browser);
    expect(
      await api.sql(
        `SELECT 1 FROM passkey_challenge WHERE expires_at > now() + interval '5 minutes 10 seconds'`,
      ),
    ).toEqual([]);
    await api.sql(`UPDATE passkey_challenge SET expires_at = now() - interval '1 minute'`);
    expect(await browser.refusal(ENTER, { response: key.get(late) })).toBe('PASSKEY_REFUSED');

    const { passkeyStepUpOptions } = await desk.ask<{ passkeyStepUpOptions: Question }>(
      'mutation { passkeyStepUpOptions }',
    );
    expect(await desk.refusal(ENTER, { response: key.get(passkeyStepUpOptions) })).toBe('PASSKEY_REFUSED');
  });

  it('opens nothing when a single use was tried already, with a wrong signature', async () => {
    await add();
    const browser = api.browser();
    const asked = await question(browser);
    const forged = key.get(asked) as { response: Record<string, string> };
    const wrong = { ...forged, response: { ...forged.response, signature: 'MEUCIQ' } };
    expect(await browser.refusal(ENTER, { response: wrong })).toBe('PASSKEY_REFUSED');
    expect(await browser.refusal(ENTER, { response: key.get(asked) })).toBe('PASSKEY_REFUSED');
  });

  it('opens nothing for another site, without the user’s finger, for a copy, for a stranger, or for garbage', async () => {
    await add();
    const browser = api.browser();
    const refused = async (make: (asked: Question) => unknown) =>
      browser.refusal(ENTER, { response: make(await question(browser)) });
    expect(await refused((asked) => key.get(asked, { verified: false }))).toBe('PASSKEY_REFUSED');
    expect(await refused((asked) => new Authenticator(api.config.publicOrigin).get(asked))).toBe(
      'PASSKEY_REFUSED',
    );
    await browser.ask(ENTER, { response: key.get(await question(browser)) });
    key.counter = 0; // a copy that was made before
    expect(await refused((asked) => key.get(asked))).toBe('PASSKEY_REFUSED');
    for (const garbage of [null, 'x', 7, [], {}, { id: 'x', rawId: 'x', type: 'public-key', response: {} }]) {
      expect(await browser.graphql(ENTER, { response: garbage })).not.toMatchObject({
        errors: [{ extensions: { code: 'INTERNAL' } }],
      });
    }
    const elsewhere = new Authenticator('https://evil.example', 'localhost');
    const { beginPasskey } = await desk.ask<{ beginPasskey: Creation }>(BEGIN);
    const input = { name: 'Phone', response: elsewhere.create(beginPasskey) };
    expect(await desk.refusal(ADD, { input })).toBe('PASSKEY_REFUSED');
  });

  it('is added by its owner only, with a fresh factor, and belongs to one person', async () => {
    const other = await signedIn((await aPerson()).email);
    const { beginPasskey } = await desk.ask<{ beginPasskey: Creation }>(BEGIN);
    const input = { name: 'Phone', response: key.create(beginPasskey) };
    expect(await other.refusal(ADD, { input })).toBe('PASSKEY_REFUSED');
    await desk.ask(ADD, { input });
    const { beginPasskey: again } = await other.ask<{ beginPasskey: Creation }>(BEGIN);
    expect(await other.refusal(ADD, { input: { name: 'Mine', response: key.create(again) } })).toBe(
      'PASSKEY_REFUSED',
    );
    await api.sql(`UPDATE session SET fresh_until = now() - interval '1 minute' WHERE user_id = $1`, [id]);
    for (const gated of [BEGIN, 'mutation { removePasskey(id: "x") }']) {
      expect(await desk.refusal(gated)).toBe('STEP_UP_NEEDED');
    }
  });

  it('is not removed where it is the only way in', async () => {
    const [first, second] = [await add(), await add(new Authenticator(api.config.publicOrigin))];
    await api.sql('UPDATE app_user SET password_hash = NULL WHERE id = $1', [id]);
    await desk.ask(REMOVE, { id: first });
    expect(await desk.refusal(REMOVE, { id: second })).toBe('LAST_FACTOR');
    expect(await desk.ask(LIST)).toMatchObject({ myPasskeys: [{ id: second }] });
  });

  it('is renamed and removed by its owner only', async () => {
    const passkey = await add();
    const other = await signedIn((await aPerson()).email);
    expect(await other.refusal(RENAME, { id: passkey, name: 'Mine' })).toBe('NOT_FOUND');
    expect(await other.refusal(REMOVE, { id: passkey })).toBe('NOT_FOUND');
    for (const name of [' ', 'x'.repeat(61)])
      expect(await desk.refusal(RENAME, { id: passkey, name })).toBe('BAD_INPUT');
    expect(await desk.ask(RENAME, { id: passkey, name: ' Key ring ' })).toEqual({
      renamePasskey: { name: 'Key ring' },
    });
    await desk.ask(REMOVE, { id: passkey });
    expect(await desk.ask(LIST)).toEqual({ myPasskeys: [] });
    const browser = api.browser();
    expect(await browser.refusal(ENTER, { response: key.get(await question(browser)) })).toBe(
      'PASSKEY_REFUSED',
    );
  });

  it('shows once more that it is its owner, and nobody else', async () => {
    await add();
    const stepUp = 'mutation ($input: StepUpInput!) { stepUp(input: $input) }';
    const stale = () =>
      api.sql(`UPDATE session SET fresh_until = now() - interval '1 minute' WHERE user_id = $1`, [id]);
    const ask = async () =>
      (await desk.ask<{ passkeyStepUpOptions: Question }>('mutation { passkeyStepUpOptions }'))
        .passkeyStepUpOptions;
    const stranger = await aPerson();
    const theirs = new Authenticator(api.config.publicOrigin);
    await add(theirs, await signedIn(stranger.email));
    await stale();
    expect(await desk.refusal(stepUp, { input: { passkey: theirs.get(await ask()) } })).toBe(
      'PASSKEY_REFUSED',
    );
    expect(await desk.refusal(BEGIN)).toBe('STEP_UP_NEEDED');
    await desk.ask(stepUp, { input: { passkey: key.get(await ask()) } });
    await desk.ask(BEGIN);
  });
});

it('who has a passkey shows it for what weighs more: the password is not enough', async () => {
  await add();
  const browser = await signedIn(email);
  expect(await browser.refusal(BEGIN)).toBe('STEP_UP_NEEDED');
  const stepUp = 'mutation ($input: StepUpInput!) { stepUp(input: $input) }';
  expect(await browser.refusal(stepUp, { input: { password: PASSWORD } })).toBe('STRONGER_FACTOR_NEEDED');
  const { passkeyStepUpOptions } = await browser.ask<{ passkeyStepUpOptions: Question }>(
    'mutation { passkeyStepUpOptions }',
  );
  await browser.ask(stepUp, { input: { passkey: key.get(passkeyStepUpOptions) } });
  await browser.ask(BEGIN);
});
