import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor, aSite, type BuiltSite } from '../../testing/builders.js';
import { PartiesModule } from './parties.module.js';
import { PartyOrdersService } from './party-orders.service.js';
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

const order = (siteId = pharmacy.id, reason = 'licence withdrawn') => ({
  idempotencyKey: newId(),
  siteId,
  reason,
});
const ordersAbout = (partyId: number) =>
  bench.sql(`SELECT kind, signer FROM operation WHERE (call->>'party')::bigint = $1 ORDER BY seq`, [partyId]);

describe('suspending', () => {
  it('is refused for unknown sites, oneself, without a reason, and for what is so already', async () => {
    const refused = (wish: object) => expect(orders.suspend(regulator, { ...order(), ...wish })).rejects;
    await refused({ siteId: newId() }).toMatchObject({ code: 'NOT_FOUND' });
    await refused({ siteId: 'x' }).toMatchObject({ code: 'NOT_FOUND' });
    await refused({ siteId: regulator.siteId }).toMatchObject({ code: 'PARTY_STATUS' });
    await refused({ reason: ' ' }).toMatchObject({ code: 'BAD_INPUT' });
    await bench.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = $1`, [pharmacy.partyId]);
    await refused({}).toMatchObject({ code: 'PARTY_STATUS' });
    expect(await ordersAbout(pharmacy.partyId)).toEqual([]);
  });

  it('takes one person, for every ledger id of the site, and changes nothing before the ledger does', async () => {
    expect((await orders.suspend(regulator, order())).status).toBe('ACTIVE');
    for (const partyId of pharmacy.partyIds)
      expect(await ordersAbout(partyId)).toEqual([{ kind: 'suspend', signer: 'regulator' }]);
    const [entry] = await bench.sql('SELECT details FROM audit_entry WHERE subject_id = $1', [pharmacy.id]);
    expect(entry).toEqual({ details: { reason: 'licence withdrawn' } });
    await bench.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = $1`, [pharmacy.partyId]);
    expect((await bench.get(SiteReader).byId(pharmacy.id))?.status).toBe('SUSPENDED');
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
  });
});
