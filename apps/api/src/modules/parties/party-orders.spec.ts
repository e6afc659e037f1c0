import { Wallet } from 'ethers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aGln, anActor, aSite, type BuiltSite } from '../../testing/builders.js';
import { PartiesModule } from './parties.module.js';
import { PartyOrdersService, type AdmitParty } from './party-orders.service.js';
import { LedgerIdReader } from './ledger-id.reader.js';
import { SiteReader } from './site.reader.js';

let bench: Bench;
let orders: PartyOrdersService;
let regulator: Actor;
let pharmacy: BuiltSite;

beforeAll(async () => {
  bench = await openBench({ imports: [PartiesModule] });
  orders = bench.get(PartyOrdersService);
  regulator = await anActor(bench, { roles: ['REGULATOR'], duties: ['party.order'] });
});
afterAll(() => bench.close());
beforeEach(async () => {
  pharmacy = await aSite(bench, { roles: ['PHARMACY'], ledgerIds: 2 });
});

const admission = (wish: Partial<AdmitParty> = {}): AdmitParty => ({
  idempotencyKey: newId(),
  organisation: 'Corner Pharmacies',
  name: 'Corner pharmacy',
  gln: aGln(),
  roles: ['PHARMACY'],
  market: 'EU',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  ...wish,
});
const order = (siteId = pharmacy.id, reason = 'licence withdrawn') => ({
  idempotencyKey: newId(),
  siteId,
  reason,
});

interface OperationRow {
  id: string;
  kind: string;
  signer: string;
  party_id: number;
  call: Record<string, unknown>;
}

const ordersAbout = (partyId: number) =>
  bench.sql<OperationRow>(
    `SELECT id, kind, signer, party_id, call FROM operation WHERE (call->>'party')::bigint = $1 ORDER BY seq`,
    [partyId],
  );

async function settle(partyId: number, status: 'ACTIVE' | 'SUSPENDED'): Promise<void> {
  await bench.sql(`UPDATE operation SET status = 'CONFIRMED' WHERE (call->>'party')::bigint = $1`, [partyId]);
  await bench.sql('UPDATE ledger.party SET status = $2 WHERE id = $1', [partyId, status]);
}

describe('admitting a party', () => {
  it('refuses a regulator, and a GLN that is taken, and leaves nothing', async () => {
    await expect(orders.admit(regulator, admission({ roles: ['REGULATOR'] }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    const organisation = `Organisation ${newId()}`;
    const taken = orders.admit(regulator, admission({ gln: pharmacy.gln, organisation }));
    await expect(taken).rejects.toMatchObject({ code: 'PARTY_EXISTS' });
    expect(await bench.sql('SELECT 1 FROM organisation WHERE name = $1', [organisation])).toEqual([]);
  });

  it('leaves the site pending and asks the ledger, then for the key of this node', async () => {
    const site = await orders.admit(regulator, admission());
    expect(site.status).toBe('PENDING');
    const operator = new Wallet(bench.get(Config).keys.operator).address;
    expect(await ordersAbout(site.partyId)).toMatchObject([
      {
        kind: 'admit',
        signer: 'regulator',
        party_id: regulator.partyId,
        call: { gln: site.gln, roles: 4, endpoint: 'http://localhost:3000' },
      },
      { kind: 'changeKey', signer: 'regulator', call: { key: operator, rights: 1 } },
    ]);
  });

  it('gives a maker the two keys that a recall takes', async () => {
    const { partyId } = await orders.admit(regulator, admission({ roles: ['MANUFACTURER', 'DISTRIBUTOR'] }));
    const { operator, makerProposer, makerApprover } = bench.get(Config).keys;
    const ordered = await ordersAbout(partyId);
    expect(ordered[0]!.call).toMatchObject({ roles: 3 });
    expect(
      ordered.slice(1).map(({ kind, signer, call }) => [kind, signer, call['key'], call['rights']]),
    ).toEqual([
      ['changeKey', 'regulator', new Wallet(operator).address, 1],
      ['changeKey', 'regulator', new Wallet(makerProposer!).address, 1],
      // What approves takes two keys of the regulator.
      ['proposeKey', 'regulator', new Wallet(makerApprover!).address, 2],
      ['approveKey', 'regulator-approver', undefined, undefined],
    ]);
    const proposal = ordered.find(({ kind }) => kind === 'proposeKey')!.id;
    expect(ordered.at(-1)!.call['proposal']).toBe(proposal);
  });

  it('admits once, however often it is asked with the same key', async () => {
    const input = admission();
    const sites = await Promise.all([1, 2, 3].map(() => orders.admit(regulator, input)));
    expect(new Set(sites.map(({ id }) => id)).size).toBe(1);
    expect(await ordersAbout(sites[0]!.partyId)).toHaveLength(2);
  });

  it('keeps the sites of one organisation together', async () => {
    const organisation = `Organisation ${newId()}`;
    const [a, b] = [
      await orders.admit(regulator, admission({ organisation })),
      await orders.admit(regulator, admission({ organisation })),
    ];
    expect(a.organisationId).toBe(b.organisationId);
  });
});

describe('a further ledger id', () => {
  const further = (wish: object = {}) => ({
    idempotencyKey: newId(),
    siteId: pharmacy.id,
    purpose: 'Returns',
    ...wish,
  });

  it('is refused for a site that is none, a regulator, one that is not active, and for a wrong wish', async () => {
    const refused = (wish: object) => orders.addLedgerId(regulator, further(wish));
    await expect(refused({ siteId: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(refused({ siteId: regulator.siteId })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(refused({ purpose: ' ' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(refused({ roles: ['MANUFACTURER'] })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await orders.suspend(regulator, order());
    await expect(refused({})).rejects.toMatchObject({ code: 'PARTY_STATUS' });
    expect((await bench.get(SiteReader).byId(pharmacy.id))?.partyIds).toEqual(pharmacy.partyIds);
  });

  it('waits for the ledger under its purpose, beside the main one, with the keys of this node', async () => {
    await orders.addLedgerId(regulator, further());
    const known = await bench.get(LedgerIdReader).ofSite(pharmacy.id);
    expect(known[0]).toMatchObject({ id: pharmacy.partyId, main: true, purpose: null, status: 'ACTIVE' });
    const fresh = known.find(({ purpose }) => purpose);
    expect(fresh).toMatchObject({ main: false, purpose: 'Returns', roles: ['PHARMACY'], status: 'PENDING' });
    expect(await ordersAbout(fresh!.id)).toMatchObject([
      { kind: 'admit', signer: 'regulator', call: { gln: pharmacy.gln, roles: 4 } },
      { kind: 'changeKey', signer: 'regulator' },
    ]);
    const [entry] = await bench.sql('SELECT action, details FROM audit_entry WHERE subject_id = $1', [
      pharmacy.id,
    ]);
    expect(entry).toEqual({
      action: 'party.add-ledger-id',
      details: { partyId: fresh!.id, purpose: 'Returns', roles: ['PHARMACY'] },
    });
  });

  it('is added once a key and once a purpose, also when asked twice at the same moment', async () => {
    const input = further();
    await Promise.all([orders.addLedgerId(regulator, input), orders.addLedgerId(regulator, input)]);
    const twice = await Promise.allSettled([
      orders.addLedgerId(regulator, further({ purpose: 'Ward stock' })),
      orders.addLedgerId(regulator, further({ purpose: 'ward stock' })),
    ]);
    expect(twice.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'BAD_INPUT' } },
    ]);
    expect(await bench.get(LedgerIdReader).ofSite(pharmacy.id)).toHaveLength(pharmacy.partyIds.length + 2);
  });

  it('that the ledger has not admitted is neither suspended nor reinstated', async () => {
    await orders.addLedgerId(regulator, further());
    const fresh = (await bench.get(LedgerIdReader).ofSite(pharmacy.id)).find(({ purpose }) => purpose)!;
    await bench.sql(`UPDATE operation SET status = 'REFUSED' WHERE (call->>'party')::bigint = $1`, [
      fresh.id,
    ]);
    await orders.suspend(regulator, order());
    expect((await ordersAbout(fresh.id)).map(({ kind }) => kind)).toEqual(['admit', 'changeKey']);
    expect((await ordersAbout(pharmacy.partyId)).map(({ kind }) => kind)).toEqual(['suspend']);
  });
});

describe('suspending and reinstating', () => {
  it('refuses unknown sites, oneself, an order without a reason, and what is so already', async () => {
    await expect(orders.suspend(regulator, order(newId()))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(orders.suspend(regulator, order('x'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(orders.suspend(regulator, order(regulator.siteId))).rejects.toMatchObject({
      code: 'PARTY_STATUS',
    });
    await expect(orders.suspend(regulator, order(pharmacy.id, ' '))).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(orders.reinstate(regulator, order())).rejects.toMatchObject({ code: 'PARTY_STATUS' });
  });

  it('orders it for every ledger id of the site, and changes nothing before the ledger does', async () => {
    expect((await orders.suspend(regulator, order())).status).toBe('ACTIVE');
    for (const partyId of pharmacy.partyIds) {
      expect(await ordersAbout(partyId)).toMatchObject([{ kind: 'suspend', signer: 'regulator' }]);
    }
    const [entry] = await bench.sql('SELECT details FROM audit_entry WHERE subject_id = $1', [pharmacy.id]);
    expect(entry).toEqual({ details: { reason: 'licence withdrawn' } });
  });

  it('counts what is under way: the second of two orders at the same moment is refused', async () => {
    const results = await Promise.allSettled([
      orders.suspend(regulator, order()),
      orders.suspend(regulator, order()),
    ]);
    expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'PARTY_STATUS' } },
    ]);
    expect(await ordersAbout(pharmacy.partyId)).toHaveLength(1);
    await orders.reinstate(regulator, order()); // follows the suspension that is under way
  });

  it('goes back and forth with the ledger', async () => {
    await orders.suspend(regulator, order());
    await settle(pharmacy.partyId, 'SUSPENDED');
    expect((await bench.get(SiteReader).byId(pharmacy.id))?.status).toBe('SUSPENDED');
    await orders.reinstate(regulator, order());
    await settle(pharmacy.partyId, 'ACTIVE');
    expect((await bench.get(SiteReader).byId(pharmacy.id))?.status).toBe('ACTIVE');
  });
});
