import { randomUUID } from 'node:crypto';
import type { Duty } from '@custodia/access';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { atWork } from '../../testing/at-work.js';
import { aSite, type BuiltSite } from '../../testing/builders.js';
import { clockStands } from '../../testing/clock.js';
import type { Browser } from '../../testing/browser.js';
import { LotsModule } from '../lots/lots.module.js';

const CREATE = `mutation ($input: CreateMachineInput!) {
  createMachine(input: $input) { machineId shown key } }`;
const ADD = `mutation ($machineId: ID!, $key: MachineKeyInput!) {
  addMachineKey(machineId: $machineId, key: $key) { shown key } }`;
const REVOKE_KEY = 'mutation ($id: ID!) { revokeMachineKey(id: $id) }';
const REVOKE = 'mutation ($machineId: ID!) { revokeMachine(machineId: $machineId) }';
const CHANGE = `mutation ($machineId: ID!, $input: MachineRightsInput!) {
  changeMachine(machineId: $machineId, input: $input) }`;
const LIST = '{ machines { id name scopes requestsPerSecond createdBy keys { id shown alg lastUsedAt } } }';
const LOTS = '{ lots(first: 1) { totalCount } }';
const PRODUCT = `mutation ($input: RegisterProductInput!) { registerProduct(input: $input) { id } }`;

interface Made {
  readonly machineId: string;
  readonly shown: string;
  readonly key: string;
}
interface Listed {
  machines: {
    id: string;
    name: string;
    scopes: string[];
    requestsPerSecond: number | null;
    keys: { id: string; lastUsedAt: string | null }[];
  }[];
}

let api: ApiBench;
let site: BuiltSite;
let manager: Browser;

beforeAll(async () => {
  api = await openApiBench({ imports: [LotsModule], settings: { RATE_LIMIT_PER_MACHINE: '3' } });
});
afterAll(() => api.close());
beforeEach(async () => {
  site = await aSite(api, { roles: ['MANUFACTURER'] });
  manager = await person(['people.manage']);
});

const person = (duties: Duty[] = [], at = site) => atWork(api, { siteId: at.id }, duties);
const wanted = (wish: object = {}) => ({
  input: { name: 'Warehouse system', scopes: ['lot.read'], key: { days: 90 }, ...wish },
});

async function aMachine(wish: object = {}): Promise<Made> {
  const { createMachine } = await manager.ask<{ createMachine: Made }>(CREATE, wanted(wish));
  return createMachine;
}

/** Asks as a machine does: no cookies, no origin, no CSRF token. */
async function asked(key: string, query = LOTS, variables: object = {}) {
  const answer = await api.app.inject({
    method: 'POST',
    url: '/graphql',
    remoteAddress: `198.51.100.${Math.floor(Math.random() * 250)}`,
    headers: { authorization: `Bearer ${key}` },
    payload: { query, variables },
  });
  const body = answer.json<{ data?: object; errors?: { extensions: { code: string } }[] }>();
  return { code: body.errors?.[0]?.extensions.code ?? 'ok', headers: answer.headers, data: body.data };
}

describe('who lets software in', () => {
  it('is who manages the site, having just shown who they are', async () => {
    expect(await (await person()).refusal(CREATE, wanted())).toBe('FORBIDDEN');
    expect(await (await person()).refusal(LIST)).toBe('FORBIDDEN');
    await api.sql('UPDATE session SET fresh_until = NULL WHERE site_id = $1', [site.id]);
    expect(await manager.refusal(CREATE, wanted())).toBe('STEP_UP_NEEDED');
  });

  it('allows it no more than the site may, and nothing that takes a person', async () => {
    for (const scopes of [[], ['dispensing.dispense'], ['people.manage'], ['recall.approve'], ['nonsense']])
      expect([scopes, await manager.refusal(CREATE, wanted({ scopes }))]).toEqual([scopes, 'BAD_INPUT']);
    expect(await manager.refusal(CREATE, wanted({ key: { days: 0 } }))).toBe('BAD_INPUT');
    expect(await manager.refusal(CREATE, wanted({ name: ' ' }))).toBe('BAD_INPUT');
    expect(await manager.refusal(CREATE, wanted({ requestsPerSecond: 4 }))).toBe('BAD_INPUT');
    expect(await manager.ask(LIST)).toEqual({ machines: [] });
  });

  it('sees those of the own site, and of no other', async () => {
    const { machineId, shown } = await aMachine();
    const elsewhere = await person(['people.manage'], await aSite(api, { roles: ['MANUFACTURER'] }));
    expect(await elsewhere.ask(LIST)).toEqual({ machines: [] });
    expect(await elsewhere.refusal(ADD, { machineId, key: { days: 1 } })).toBe('NOT_FOUND');
    expect(await elsewhere.refusal(REVOKE, { machineId })).toBe('NOT_FOUND');
    const { machines } = await manager.ask<Listed>(LIST);
    expect(machines).toMatchObject([
      { id: machineId, name: 'Warehouse system', keys: [{ shown, alg: null }] },
    ]);
    expect(await elsewhere.refusal(REVOKE_KEY, { id: machines[0]!.keys[0]!.id })).toBe('NOT_FOUND');
  });
});

describe('a machine', () => {
  it('does what its scopes say over GraphQL, without cookies, under its own name', async () => {
    const { machineId, key } = await aMachine({ scopes: ['lot.read', 'product.register'] });
    expect((await asked(key)).code).toBe('ok');
    const input = {
      idempotencyKey: randomUUID(),
      prescriptionOnly: true,
      gtin: '03689999999990',
      name: 'Something 20 mg',
      substance: 'something',
      baseUnit: 'tablet',
      packQuantity: 20,
    };
    const made = await asked(key, PRODUCT, { input });
    expect(made.code).toBe('ok');
    const trail = await api.sql(
      `SELECT e.site_id, u.name FROM audit_entry e JOIN app_user u ON u.id = e.user_id
       WHERE e.action = 'product.register' AND e.user_id = $1`,
      [machineId],
    );
    expect(trail).toEqual([{ site_id: site.id, name: 'Warehouse system' }]);
  });

  it('does nothing else: no other scope, nothing of people, nothing of those who sign in', async () => {
    const { key } = await aMachine();
    for (const query of [
      'mutation { holdLot(input: { idempotencyKey: "x", lotId: "x" }) { id } }',
      LIST,
      '{ me { user { id } } }',
      '{ mySessions { id } }',
      '{ markets { code } }',
      'mutation { signIn(input: { email: "a@b.de", password: "x" }) { csrf } }',
    ])
      expect([query, (await asked(key, query)).code]).not.toEqual([query, 'ok']);
    expect((await asked(key, LIST)).code).toBe('FORBIDDEN');
  });

  it('cannot be signed in as, nor invited', async () => {
    const { machineId } = await aMachine();
    const signIn = `mutation { signIn(input: { email: "${machineId}@machine.invalid", password: "none" }) { csrf } }`;
    expect(await api.browser().refusal(signIn)).toBe('SIGN_IN_FAILED');
  });

  it('is stopped with its site, also where people could still read', async () => {
    const { key } = await aMachine();
    await api.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = $1`, [site.partyId]);
    expect((await asked(key)).code).toBe('PARTY_NOT_ACTIVE');
  });

  it('has a share of requests of its own, which another cannot use up', async () => {
    clockStands();
    const [busy, calm] = [await aMachine(), await aMachine()];
    const answers = await Promise.all(Array.from({ length: 45 }, () => asked(busy.key)));
    const stopped = answers.filter(({ code }) => code === 'TOO_MANY');
    expect(stopped.length).toBeGreaterThan(0);
    expect(Number(stopped[0]!.headers['retry-after'])).toBeGreaterThan(0);
    const forged = `${busy.key.slice(0, 40)}${'A'.repeat(28)}`;
    expect((await asked(forged)).code).toBe('UNAUTHENTICATED');
    expect((await asked(calm.key)).code).toBe('ok');
  });
});

describe('what a machine may do', () => {
  it('is changed by who manages the site, having just shown who they are, and stands in the trail', async () => {
    const { machineId, key } = await aMachine();
    const input = { scopes: ['unit.verify', 'product.read'], requestsPerSecond: 2 };
    expect((await asked(key)).code).toBe('ok');
    expect(await (await person()).refusal(CHANGE, { machineId, input })).toBe('FORBIDDEN');
    await manager.ask(CHANGE, { machineId, input });
    expect((await asked(key)).code).toBe('FORBIDDEN');
    const { machines } = await manager.ask<Listed>(LIST);
    expect(new Set(machines[0]!.scopes)).toEqual(new Set(input.scopes));
    expect(machines[0]).toMatchObject({ id: machineId, requestsPerSecond: 2 });
    const trail = await api.sql(
      `SELECT details->'before' AS before FROM audit_entry WHERE action = 'machine.change' AND subject_id = $1`,
      [machineId],
    );
    expect(trail).toEqual([{ before: { scopes: ['lot.read'], requestsPerSecond: null } }]);
    await manager.ask(CHANGE, { machineId, input: { scopes: ['lot.read'] } });
    expect((await asked(key)).code).toBe('ok');
    await api.sql('UPDATE session SET fresh_until = NULL WHERE site_id = $1', [site.id]);
    expect(await manager.refusal(CHANGE, { machineId, input })).toBe('STEP_UP_NEEDED');
  });

  it('goes no further than the site and the node do', async () => {
    const { machineId } = await aMachine();
    for (const input of [
      { scopes: [] },
      { scopes: ['dispensing.dispense'] },
      ...[0, -1, 4].map((requestsPerSecond) => ({ scopes: ['lot.read'], requestsPerSecond })),
    ])
      expect([input, await manager.refusal(CHANGE, { machineId, input })]).toEqual([input, 'BAD_INPUT']);
    const elsewhere = await person(['people.manage'], await aSite(api, { roles: ['MANUFACTURER'] }));
    const input = { scopes: ['lot.read'] };
    expect(await elsewhere.refusal(CHANGE, { machineId, input })).toBe('NOT_FOUND');
    await manager.ask(REVOKE, { machineId });
    expect(await manager.refusal(CHANGE, { machineId, input })).toBe('NOT_FOUND');
  });

  it('includes a share of requests below that of others', async () => {
    clockStands();
    const [slow, calm] = [await aMachine({ requestsPerSecond: 1 }), await aMachine()];
    const most = async ({ key }: Made) =>
      (await Promise.all(Array.from({ length: 25 }, () => asked(key)))).filter(
        ({ code }) => code === 'TOO_MANY',
      );
    const [stopped, none] = [await most(slow), await most(calm)];
    expect(stopped.length).toBeGreaterThan(0);
    expect(Number(stopped[0]!.headers['retry-after'])).toBeGreaterThan(0);
    expect(none).toEqual([]);
  });
});

describe('a key', () => {
  it('is shown once and kept as a hash, and tells no more than how it begins', async () => {
    const { key, shown } = await aMachine();
    expect(key).toMatch(/^cdk_[\w-]{64}$/);
    expect(key.startsWith(shown)).toBe(true);
    const secret = Buffer.from(key.slice(4), 'base64url').subarray(16).toString('hex');
    const kept = JSON.stringify([
      await api.sql('SELECT k::text FROM machine_key k'),
      await api.sql(`SELECT e::text FROM audit_entry e WHERE action LIKE 'machine.%'`),
      await manager.ask(LIST),
    ]);
    expect(kept).toContain(shown);
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(key.slice(30));
  });

  it('changes without a break: two are good meanwhile, a third is refused', async () => {
    const { machineId, key } = await aMachine();
    const { addMachineKey } = await manager.ask<{ addMachineKey: Made }>(ADD, {
      machineId,
      key: { days: 30 },
    });
    expect(await manager.refusal(ADD, { machineId, key: { days: 30 } })).toBe('MACHINE_KEYS_FULL');
    expect([(await asked(key)).code, (await asked(addMachineKey.key)).code]).toEqual(['ok', 'ok']);
    const { machines } = await manager.ask<Listed>(LIST);
    const keys = machines[0]!.keys;
    expect(keys.every(({ lastUsedAt }) => lastUsedAt !== null)).toBe(true);
    await manager.ask(REVOKE_KEY, { id: keys[1]!.id });
    expect([(await asked(key)).code, (await asked(addMachineKey.key)).code]).toEqual([
      'UNAUTHENTICATED',
      'ok',
    ]);
    await manager.ask(ADD, { machineId, key: { days: 30 } });
  });

  it('of which two are made at the same moment beside one in use, is made once', async () => {
    const { machineId } = await aMachine();
    const answers = await Promise.all(
      [1, 2, 3].map(() => manager.graphql(ADD, { machineId, key: { days: 1 } })),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
  });

  it('ends at once when it is revoked, expires, or its machine is shut out', async () => {
    const expired = await aMachine();
    await api.sql(`UPDATE machine_key SET expires_at = now() - interval '1 minute' WHERE machine_id = $1`, [
      expired.machineId,
    ]);
    const gone = await aMachine();
    expect((await asked(gone.key)).code).toBe('ok');
    await manager.ask(REVOKE, { machineId: gone.machineId });
    for (const { key } of [expired, gone]) {
      const { code, headers } = await asked(key);
      expect(code).toBe('UNAUTHENTICATED');
      expect(headers['www-authenticate']).toContain('invalid_token');
    }
    expect(await manager.refusal(REVOKE, { machineId: gone.machineId })).toBe('NOT_FOUND');
    expect(await manager.refusal(ADD, { machineId: gone.machineId, key: { days: 1 } })).toBe('NOT_FOUND');
  });

  it('is nothing that can be made up, not even to what is open to strangers', async () => {
    const { key } = await aMachine();
    for (const forged of [
      'x',
      'cdk_',
      `cdk_${'A'.repeat(64)}`,
      `cda_${key.slice(4)}`,
      `${key.slice(0, -1)}_x`,
      randomUUID(),
    ]) {
      expect([forged, (await asked(forged)).code]).toEqual([forged, 'UNAUTHENTICATED']);
      expect((await asked(forged, '{ terminalOperators { id } }')).code).toBe('UNAUTHENTICATED');
    }
  });

  it('counts before cookies: nobody’s session stands in for a bad one', async () => {
    const answer = await manager.graphql(LIST, {}, { authorization: 'Bearer cdk_nothing' });
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
