import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Config } from '../../config.js';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { clockStands } from '../../testing/clock.js';
import { CodeProof } from './code-proof.js';
import { PeopleService } from './people.service.js';
import { ACCESS_COOKIE, STEP_COOKIE } from './sign-in-cookies.js';
import { SignInThrottle } from './sign-in-throttle.js';

const PASSWORD = 'correct horse battery';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { user { id } } }`;
const CONFIRM = 'mutation ($code: String!) { confirmSignIn(code: $code) { user { id } } }';
const BEGIN = 'mutation { beginTotp { uri secret } }';
const SET = 'mutation ($code: String!) { confirmTotp(code: $code) }';
const REMOVE = 'mutation { removeTotp }';
const STEP_UP = 'mutation ($input: StepUpInput!) { stepUp(input: $input) }';
const CHANGE = `mutation ($password: String!, $newPassword: String!) {
  changePassword(input: { password: $password, newPassword: $newPassword }) }`;
const FACTORS = '{ myFactors { hasPassword codesSince passkeys recoveryCodesLeft } }';

let api: ApiBench;
let site: BuiltSite;
let email: string;
let id: string;
let desk: Browser;

beforeAll(async () => {
  api = await openApiBench();
  site = await aSite(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  email = `${newId()}@example.test`;
  const memberships = [{ siteId: site.id }];
  const person = { email, name: 'Ana', password: PASSWORD, memberships };
  id = await api.get(PeopleService).add(systemActor('spec'), person);
  desk = await signedIn();
});

async function signedIn(): Promise<Browser> {
  const browser = api.browser();
  await browser.ask(SIGN_IN, { email, password: PASSWORD });
  return browser;
}

/** What the app shows next, and is taken already: no half minute that ends meanwhile makes it too old. */
function shown(secret: string, later = 1): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later * 30_000 });
}

/** Sets up an app. The present code is spent by it, so that tests can use the next one. */
async function withApp(): Promise<{ secret: string; recovery: string[] }> {
  const { beginTotp } = await desk.ask<{ beginTotp: { secret: string } }>(BEGIN);
  const { secret } = beginTotp;
  const { confirmTotp } = await desk.ask<{ confirmTotp: string[] }>(SET, { code: shown(secret, 0) });
  return { secret, recovery: confirmTotp };
}

/** A browser in which the password was right. */
async function halfIn(): Promise<Browser> {
  const browser = api.browser();
  expect(await browser.refusal(SIGN_IN, { email, password: PASSWORD })).toBe('SECOND_STEP_NEEDED');
  return browser;
}

const isIn = async (browser: Browser) =>
  (await browser.ask<{ me: unknown }>('{ me { user { id } } }')).me !== null;
const trail = (action: string) =>
  api.sql<{ details: unknown }>('SELECT details FROM audit_entry WHERE action = $1 AND subject_id = $2', [
    action,
    id,
  ]);

describe('setting up an app', () => {
  it('counts only when a code of it was typed', async () => {
    const { beginTotp } = await desk.ask<{ beginTotp: { uri: string; secret: string } }>(BEGIN);
    expect(new URL(beginTotp.uri).searchParams.get('secret')).toBe(beginTotp.secret);
    expect(await desk.refusal(SET, { code: '000000' })).toBe('CODE_WRONG');
    await signedIn();
    const { secret } = await withApp();
    expect(await desk.refusal(BEGIN)).toBe('SECOND_FACTOR_EXISTS');
    expect(await desk.refusal(SET, { code: shown(secret) })).toBe('CODE_WRONG');
    const { myFactors } = await desk.ask<{ myFactors: object }>(FACTORS);
    expect(myFactors).toEqual({
      hasPassword: true,
      passkeys: 0,
      codesSince: expect.any(String) as string,
      recoveryCodesLeft: 10,
    });
    expect(await trail('user.set-totp')).toHaveLength(1);
  });

  it('keeps neither the secret nor the recovery codes in clear', async () => {
    const { secret, recovery } = await withApp();
    const kept = JSON.stringify(
      await api.sql(`SELECT t::text, (SELECT string_agg(r::text, ',') FROM recovery_code r) FROM totp t`),
    );
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex');
    expect(kept).not.toContain(bytes);
    for (const word of [secret, ...recovery.flatMap((code) => [code, code.replace('-', '')])])
      for (const look of [word, Buffer.from(word).toString('hex')]) expect(kept).not.toContain(look);
    const audited = JSON.stringify(await api.sql('SELECT details FROM audit_entry'));
    for (const word of [secret, ...recovery]) expect(audited).not.toContain(word);
  });
});

it('two windows set up an app at once: the codes of one are not taken for the other', async () => {
  const { beginTotp } = await desk.ask<{ beginTotp: { secret: string } }>(BEGIN);
  const seal = api.get(ColumnSeal);
  const open = seal.open.bind(seal);
  const spied = vi.spyOn(seal, 'open').mockImplementationOnce(async (...sealed) => {
    await desk.ask(BEGIN);
    return open(...sealed);
  });
  expect(await desk.refusal(SET, { code: shown(beginTotp.secret) })).toBe('SECOND_FACTOR_EXISTS');
  spied.mockRestore();
  expect(await desk.ask(FACTORS)).toMatchObject({ myFactors: { codesSince: null } });
});

describe('the second step', () => {
  it('is asked for after the password, and the password alone opens nothing', async () => {
    await withApp();
    const browser = await halfIn();
    expect(browser.cookies.has(ACCESS_COOKIE)).toBe(false);
    expect(await isIn(browser)).toBe(false);
    expect(await api.browser().refusal(SIGN_IN, { email, password: 'wrong' })).toBe('SIGN_IN_FAILED');
  });

  it('takes the code that the app shows, once', async () => {
    const { secret } = await withApp();
    const browser = await halfIn();
    const code = shown(secret);
    await browser.ask(CONFIRM, { code });
    expect(await isIn(browser)).toBe(true);
    expect(browser.cookies.has(STEP_COOKIE)).toBe(false);
    // Whoever looked over the shoulder types the same code, or the one before.
    const thief = await halfIn();
    expect(await thief.refusal(CONFIRM, { code })).toBe('CODE_WRONG');
    expect(await thief.refusal(CONFIRM, { code: shown(secret, -1) })).toBe('CODE_WRONG');
  });

  it('lets one of two in that type the same code at the same moment', async () => {
    const { secret } = await withApp();
    const both = [await halfIn(), await halfIn()];
    const code = shown(secret);
    const answers = await Promise.all(both.map((browser) => browser.graphql(CONFIRM, { code })));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code).sort()).toEqual([
      'CODE_WRONG',
      undefined,
    ]);
  });

  it('belongs to the browser of the first, and to its moment', async () => {
    const { secret } = await withApp();
    const browser = await halfIn();
    const other = await halfIn();
    other.cookies.set(STEP_COOKIE, browser.cookies.get(STEP_COOKIE)!);
    for (const stranger of [api.browser(), other]) {
      expect(await stranger.refusal(CONFIRM, { code: shown(secret) })).toBe('SECOND_STEP_OVER');
    }
    expect(
      await browser.graphql(CONFIRM, { code: shown(secret) }, { origin: 'https://evil.example' }),
    ).toMatchObject({
      errors: [{ extensions: { code: 'CSRF' } }],
    });
    const inTime = `SELECT 1 FROM pending_sign_in WHERE user_id = $1 AND expires_at <= now() + interval '5 minutes 10 seconds'`;
    expect(await api.sql(inTime, [id])).toHaveLength(2);
    await api.sql(`UPDATE pending_sign_in SET expires_at = now() - interval '1 minute' WHERE user_id = $1`, [
      id,
    ]);
    expect(await browser.refusal(CONFIRM, { code: shown(secret) })).toBe('SECOND_STEP_OVER');
  });

  it('is over when the password that opened it was changed', async () => {
    const { secret } = await withApp();
    const half = await halfIn();
    await desk.ask(CHANGE, { password: PASSWORD, newPassword: 'tulip radiator omelette' });
    expect(await half.refusal(CONFIRM, { code: shown(secret) })).toBe('SECOND_STEP_OVER');
    expect(await isIn(half)).toBe(false);
  });

  it('makes guessers wait, also when they come from many places at once', async () => {
    clockStands();
    const { secret } = await withApp();
    const browser = await halfIn();
    const codes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => browser.refusal(CONFIRM, { code: String(100_000 + n) })),
    );
    expect(codes.filter((code) => code === 'CODE_WRONG')).toHaveLength(10);
    expect(await browser.refusal(CONFIRM, { code: shown(secret) })).toBe('TOO_MANY');
    expect(await trail('session.refuse')).toHaveLength(10);
    await api.sql(`UPDATE totp SET failed_at = now() - interval '15 minutes' WHERE user_id = $1`, [id]);
    await browser.ask(CONFIRM, { code: shown(secret) });
  });

  it('does not keep the person waiting in a browser of theirs, however strangers guess', async () => {
    clockStands();
    const { secret } = await withApp();
    const stranger = await halfIn();
    for (let n = 0; n < 10; n += 1) await stranger.refusal(CONFIRM, { code: String(100_000 + n) });
    expect(await stranger.refusal(CONFIRM, { code: shown(secret) })).toBe('TOO_MANY');
    await desk.ask('mutation { signOut }');
    expect(await desk.refusal(SIGN_IN, { email, password: PASSWORD })).toBe('SECOND_STEP_NEEDED');
    await desk.ask(CONFIRM, { code: shown(secret) });
    expect(await isIn(desk)).toBe(true);
    expect(await stranger.refusal(CONFIRM, { code: shown(secret, 1) })).toBe('TOO_MANY');
  });

  it('takes few guesses in a browser of the person, too', async () => {
    clockStands();
    await withApp();
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      codes.push(await desk.refusal(STEP_UP, { input: { code: String(100_000 + n) } }));
    }
    expect(codes).toEqual([...Array<string>(5).fill('CODE_WRONG'), 'TOO_MANY']);
  });

  it('takes a recovery code in place of the app, each once', async () => {
    const { recovery } = await withApp();
    await (await halfIn()).ask(CONFIRM, { code: recovery[0]!.toLowerCase().replace('-', ' ') });
    expect(await (await halfIn()).refusal(CONFIRM, { code: recovery[0]! })).toBe('CODE_WRONG');
    expect(await desk.ask(FACTORS)).toMatchObject({ myFactors: { recoveryCodesLeft: 9 } });
    const { renewRecoveryCodes: renewed } = await desk.ask<{ renewRecoveryCodes: string[] }>(
      'mutation { renewRecoveryCodes }',
    );
    expect(await (await halfIn()).refusal(CONFIRM, { code: recovery[1]! })).toBe('CODE_WRONG');
    await (await halfIn()).ask(CONFIRM, { code: renewed[1]! });
  });

  it('is no longer asked for when the app was removed', async () => {
    await withApp();
    await desk.ask(REMOVE);
    await signedIn();
    expect(await desk.ask(FACTORS)).toMatchObject({ myFactors: { codesSince: null, recoveryCodesLeft: 0 } });
  });
});

it('recovery codes go on when the node’s own key was changed and the one before is gone', async () => {
  const { recovery } = await withApp();
  const config = api.get(Config);
  const [old, next] = [config.secretKey, Buffer.alloc(32, 9)];
  const sealed = (secretKey: Buffer, previousSecretKey?: Buffer) =>
    new ColumnSeal(api.database, api.get(UnitOfWork), { ...config, secretKey, previousSecretKey });
  const proof = (seal: ColumnSeal) =>
    new CodeProof(api.database, api.get(UnitOfWork), seal, api.get(SignInThrottle)).check(id, recovery[2]!, {
      recovery: true,
      terminalId: null,
    });
  await expect(proof(sealed(next))).rejects.toThrow();
  await sealed(next, old).rewrap();
  expect(await proof(sealed(next))).toBe('recovery code');
  await sealed(old, next).rewrap();
});

describe('what needs a factor of the last minutes', () => {
  const stale = () =>
    api.sql(`UPDATE session SET fresh_until = now() - interval '1 minute' WHERE user_id = $1`, [id]);

  it('is refused to a screen that was left open, until the password or a code was given again', async () => {
    await stale();
    expect(await desk.refusal(BEGIN)).toBe('STEP_UP_NEEDED');
    expect(await desk.refusal(STEP_UP, { input: {} })).toBe('BAD_INPUT');
    expect(await desk.refusal(STEP_UP, { input: { password: 'wrong' } })).toBe('SIGN_IN_FAILED');
    expect(await desk.refusal(STEP_UP, { input: { code: '123456' } })).toBe('CODE_WRONG');
    expect(await desk.refusal(BEGIN)).toBe('STEP_UP_NEEDED');
    await desk.ask(STEP_UP, { input: { password: PASSWORD } });
    const { secret, recovery } = await withApp();

    await stale();
    expect(await desk.refusal(REMOVE)).toBe('STEP_UP_NEEDED');
    expect(await desk.refusal(STEP_UP, { input: { password: PASSWORD } })).toBe('STRONGER_FACTOR_NEEDED');
    expect(await desk.refusal(STEP_UP, { input: { code: recovery[0]! } })).toBe('CODE_WRONG');
    await desk.ask(STEP_UP, { input: { code: shown(secret) } });
    await desk.ask(REMOVE);
  });

  it('is refused after a change of operators with the PIN', async () => {
    await desk.ask(
      'mutation ($pin: String!, $password: String!) { setPin(pin: $pin, password: $password) }',
      {
        pin: '830516',
        password: PASSWORD,
      },
    );
    await desk.ask(
      'mutation ($userId: ID!, $pin: String!) { switchOperator(input: { userId: $userId, pin: $pin }) { csrf } }',
      {
        userId: id,
        pin: '830516',
      },
    );
    expect(await desk.refusal(BEGIN)).toBe('STEP_UP_NEEDED');
  });

  it('is not given by renewing the session', async () => {
    await stale();
    await api.sql(`UPDATE session SET access_until = now() - interval '1 minute' WHERE user_id = $1`, [id]);
    expect(await desk.refusal(BEGIN)).toBe('STEP_UP_NEEDED');
  });
});
