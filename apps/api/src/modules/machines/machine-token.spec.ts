import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  type KeyObject,
} from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { atWork } from '../../testing/at-work.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { LotsModule } from '../lots/lots.module.js';

const CREATE =
  'mutation ($input: CreateMachineInput!) { createMachine(input: $input) { machineId shown key } }';
const CHANGE =
  'mutation ($machineId: ID!, $input: MachineRightsInput!) { changeMachine(machineId: $machineId, input: $input) }';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Alg = 'ES256' | 'EdDSA' | 'RS256';
interface Signer {
  readonly machineId: string;
  readonly kid: string;
  readonly alg: Alg;
  readonly privateKey: KeyObject;
  readonly pem: string;
}

let api: ApiBench;
let site: BuiltSite;
let manager: Browser;
let signer: Signer;

beforeAll(async () => {
  api = await openApiBench({ imports: [LotsModule], settings: { RATE_LIMIT_PER_ADDRESS: '0' } });
  site = await aSite(api, { roles: ['PHARMACY'] });
  manager = await atWork(api, { siteId: site.id }, ['people.manage']);
  signer = await aSigner('ES256');
});
afterAll(() => api.close());

const PAIRS: Record<Alg, () => { privateKey: KeyObject; publicKey: KeyObject }> = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

async function aSigner(alg: Alg, format: 'pem' | 'jwk' = 'pem'): Promise<Signer> {
  const { privateKey, publicKey } = PAIRS[alg]();
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const text = format === 'pem' ? pem : JSON.stringify(publicKey.export({ format: 'jwk' }));
  const { createMachine } = await register(text);
  expect(createMachine.key).toBeNull();
  return { machineId: createMachine.machineId, kid: createMachine.shown, alg, privateKey, pem };
}

const wanted = (publicKey: string) => ({
  input: { name: 'Till', scopes: ['lot.read'], key: { publicKey, days: 30 } },
});
const register = (publicKey: string) =>
  manager.ask<{ createMachine: { machineId: string; shown: string; key: null } }>(CREATE, wanted(publicKey));

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1_000);
const claimsOf = ({ machineId }: Signer) => ({
  iss: machineId,
  sub: machineId,
  aud: api.config.publicOrigin,
  exp: now() + 60,
  jti: randomUUID(),
});

function signed(header: object, claims: object, { privateKey, alg }: Signer): string {
  const text = `${part(header)}.${part(claims)}`;
  const bytes = sign(alg === 'EdDSA' ? null : 'sha256', Buffer.from(text), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${text}.${bytes.toString('base64url')}`;
}

const assertion = (by = signer, claims: object = {}, header: object = {}) =>
  signed({ alg: by.alg, kid: by.kid, typ: 'JWT', ...header }, { ...claimsOf(by), ...claims }, by);

async function exchange(jwt: string, form: Record<string, string> = {}) {
  const fields = {
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION,
    client_assertion: jwt,
    ...form,
  };
  const answer = await api.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  return { status: answer.statusCode, ...answer.json<Record<string, string>>() } as Record<string, unknown>;
}

async function use(token: unknown): Promise<string> {
  const answer = await api.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${String(token)}` },
    payload: { query: '{ lots(first: 1) { totalCount } }' },
  });
  return answer.json<{ errors?: { extensions: { code: string } }[] }>().errors?.[0]?.extensions.code ?? 'ok';
}

const REFUSED = { status: 401, code: 'UNAUTHENTICATED', error: 'invalid_client' };

describe('a machine that signs', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'gets a short token for %s, from a PEM or a JWK',
    async (alg) => {
      for (const format of ['pem', 'jwk'] as const) {
        const answer = await exchange(assertion(await aSigner(alg, format)));
        expect(answer).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 600 });
        expect(await use(answer['access_token'])).toBe('ok');
      }
    },
  );

  it('stands in the trail for each token', async () => {
    const by = await aSigner('EdDSA');
    await exchange(assertion(by));
    const trail = await api.sql(
      `SELECT user_id, site_id, details FROM audit_entry WHERE action = 'machine.get-token' AND subject_id = $1`,
      [by.machineId],
    );
    expect(trail).toEqual([{ user_id: by.machineId, site_id: site.id, details: { kid: by.kid } }]);
  });

  it('may do less at once with a token that it has, where its scopes are changed', async () => {
    const by = await aSigner('ES256');
    const { access_token: token } = await exchange(assertion(by));
    expect(await use(token)).toBe('ok');
    await manager.ask(CHANGE, { machineId: by.machineId, input: { scopes: ['unit.verify'] } });
    expect(await use(token)).toBe('FORBIDDEN');
  });

  it('is who its assertion says, whatever the form says beside it (RFC 6749, 3.2)', async () => {
    const by = await aSigner('ES256');
    const beside = {
      client_id: signer.machineId,
      machineId: signer.machineId,
      scope: 'people.manage',
      expires_in: '9999',
    };
    const answer = await exchange(assertion(by), beside);
    expect(answer).toMatchObject({ status: 200, expires_in: 600 });
    await manager.ask(CHANGE, { machineId: by.machineId, input: { scopes: ['unit.verify'] } });
    expect(await use(answer['access_token'])).toBe('FORBIDDEN');
    expect(await use((await exchange(assertion(signer)))['access_token'])).toBe('ok');
  });

  it('loses its tokens with its key, its machine, or the standing of its site', async () => {
    const [a, b] = [await aSigner('ES256'), await aSigner('ES256')];
    const tokens = [await exchange(assertion(a)), await exchange(assertion(b))].map(
      (one) => one['access_token'],
    );
    const [key] = await api.sql<{ id: string }>('SELECT id FROM machine_key WHERE machine_id = $1', [
      a.machineId,
    ]);
    await manager.ask('mutation ($id: ID!) { revokeMachineKey(id: $id) }', { id: key!.id });
    await manager.ask('mutation ($id: ID!) { revokeMachine(machineId: $id) }', { id: b.machineId });
    for (const token of tokens) expect(await use(token)).toBe('UNAUTHENTICATED');
    for (const by of [a, b]) expect(await exchange(assertion(by))).toMatchObject(REFUSED);
  });

  it('registers a public key that is strong enough, and never a private one', async () => {
    const { privateKey } = PAIRS.ES256();
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
    for (const text of [
      privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      JSON.stringify(privateKey.export({ format: 'jwk' })),
      JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }),
      weak.export({ type: 'spki', format: 'pem' }).toString(),
      curve.export({ type: 'spki', format: 'pem' }).toString(),
      '{"kty":"EC"}',
      '{',
      'no key',
    ])
      expect([text, await manager.refusal(CREATE, wanted(text))]).toEqual([text, 'PUBLIC_KEY_INVALID']);
  });
});

describe('an assertion is refused', () => {
  it('without a signature, whatever algorithm it names', async () => {
    const claims = claimsOf(signer);
    for (const alg of ['none', 'None', 'NONE', '']) {
      const text = `${part({ alg, kid: signer.kid })}.${part(claims)}`;
      for (const jwt of [`${text}.`, text, `${text}.${Buffer.from('x').toString('base64url')}`])
        expect(await exchange(jwt)).toMatchObject(REFUSED);
    }
  });

  it('that takes the public key for a shared secret', async () => {
    for (const by of [signer, await aSigner('RS256')])
      for (const secret of [
        by.pem,
        by.pem.trim(),
        JSON.stringify(createPublicKey(by.pem).export({ format: 'jwk' })),
      ])
        for (const alg of ['HS256', by.alg]) {
          const text = `${part({ alg, kid: by.kid })}.${part(claimsOf(by))}`;
          const mac = createHmac('sha256', secret).update(text).digest('base64url');
          expect(await exchange(`${text}.${mac}`)).toMatchObject(REFUSED);
        }
  });

  it('under another algorithm than the key’s, another key, a key it brings itself, or no kid', async () => {
    const other = await aSigner('RS256');
    const jwk = createPublicKey(other.pem).export({ format: 'jwk' });
    for (const jwt of [
      assertion(signer, {}, { alg: 'RS256' }),
      assertion(signer, {}, { kid: other.kid }),
      assertion(signer, {}, { kid: undefined }),
      assertion(signer, {}, { crit: ['exp'] }),
      signed({ alg: signer.alg, kid: signer.kid, jwk }, claimsOf(signer), { ...other, alg: 'RS256' }),
      signed({ alg: 'RS256', kid: other.kid }, claimsOf(signer), other),
    ])
      expect(await exchange(jwt)).toMatchObject(REFUSED);
  });

  it('for another audience, issuer or subject, or with more than one audience', async () => {
    const other = await aSigner('ES256');
    for (const claims of [
      { aud: 'https://elsewhere.example' },
      { aud: `${api.config.publicOrigin}.evil.example` },
      { aud: [api.config.publicOrigin, 'https://elsewhere.example'] },
      { aud: undefined },
      { iss: other.machineId },
      { sub: other.machineId },
      { iss: other.machineId, sub: other.machineId },
      { sub: "x' OR 1=1" },
    ])
      expect([claims, await exchange(assertion(signer, claims))]).toMatchObject([claims, REFUSED]);
  });

  it('when it is over, not yet good, or good for too long; clocks may differ by half a minute', async () => {
    for (const claims of [
      { exp: now() - 40 },
      { exp: now() + 360 },
      { exp: undefined },
      { exp: 'soon' },
      { nbf: now() + 60 },
      { iat: now() + 60 },
    ])
      expect([claims, await exchange(assertion(signer, claims))]).toMatchObject([claims, REFUSED]);
    for (const claims of [{ exp: now() - 15 }, { exp: now() + 300 }, { iat: now() + 15, nbf: now() + 15 }])
      expect([claims, await exchange(assertion(signer, claims))]).toMatchObject([claims, { status: 200 }]);
  });

  it('when it comes again, also at the same moment, and without a jti', async () => {
    const jwt = assertion();
    const answers = await Promise.all([1, 2, 3].map(() => exchange(jwt)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await exchange(jwt)).toMatchObject(REFUSED);
    const jti = randomUUID();
    expect(await exchange(assertion(signer, { jti }))).toMatchObject({ status: 200 });
    expect(await exchange(assertion(signer, { jti, exp: now() + 90 }))).toMatchObject(REFUSED);
    expect(await exchange(assertion(signer, { jti: undefined }))).toMatchObject(REFUSED);
  });

  it('when it is altered, or no assertion at all', async () => {
    const [header, , signature] = assertion().split('.');
    const altered = `${header}.${part({ ...claimsOf(signer), exp: now() + 200 })}.${signature}`;
    for (const jwt of [altered, '', 'a.b.c', '..', 'x'.repeat(5_000)])
      expect(await exchange(jwt)).toMatchObject(REFUSED);
  });

  it('in a request that is none', async () => {
    for (const form of [{ grant_type: 'password' }, { client_assertion_type: 'x' }])
      expect(await exchange(assertion(), form)).toMatchObject({ status: 400, error: 'invalid_request' });
  });
});

describe('an access token', () => {
  it('is nothing that can be made up, nor prolonged', async () => {
    const { access_token } = await exchange(assertion());
    const bytes = Buffer.from(String(access_token).slice(4), 'base64url');
    bytes.writeUInt32BE(bytes.readUInt32BE(16) + 600, 16);
    expect(await use(`cda_${bytes.toString('base64url')}`)).toBe('UNAUTHENTICATED');
    expect(await use(`cdk_${String(access_token).slice(4)}`)).toBe('UNAUTHENTICATED');
    expect(await use(access_token)).toBe('ok');
  });
});
