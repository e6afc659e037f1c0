import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor, aSite } from '../../testing/builders.js';
import { PartiesModule } from './parties.module.js';
import { SiteReader } from './site.reader.js';

let bench: Bench;
let sites: SiteReader;
beforeAll(async () => {
  bench = await openBench({ imports: [PartiesModule] });
  sites = bench.get(SiteReader);
});
afterAll(() => bench.close());

const names = async (search: string, role?: 'PHARMACY' | 'DISTRIBUTOR') => {
  const actor = await anActor(bench, { roles: ['DISTRIBUTOR'] });
  const { nodes, totalCount } = await sites.partners(actor, { search, role }, { first: 100 });
  expect(await (totalCount as () => Promise<number>)()).toBe(nodes.length);
  return nodes.map(({ name }) => name);
};

describe('the register of sites', () => {
  it('has nothing under ids that are none', async () => {
    expect(await sites.byId('x')).toBeNull();
    expect(await sites.byId(newId())).toBeNull();
    expect(await sites.byParty(0)).toBeNull();
  });

  it('finds a site by its id and by each of its ledger ids', async () => {
    const site = await aSite(bench, { ledgerIds: 3 });
    const found = await Promise.all([sites.byId(site.id), ...site.partyIds.map((id) => sites.byParty(id))]);
    for (const view of found)
      expect(view).toMatchObject({ id: site.id, gln: site.gln, partyIds: expect.anything() });
    expect(found[0]?.partyId).toBe(site.partyId);
  });

  it('offers partners by name, role and text, without blocked ones and without oneself', async () => {
    const mark = newId();
    await aSite(bench, { name: `${mark} b`, roles: ['PHARMACY'] });
    await aSite(bench, { name: `${mark} a`, roles: ['DISTRIBUTOR', 'PHARMACY'] });
    const suspended = await aSite(bench, { name: `${mark} c` });
    await bench.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = $1`, [suspended.partyId]);
    const pending = await aSite(bench, { name: `${mark} d` });
    await bench.sql('DELETE FROM ledger.party WHERE id = $1', [pending.partyId]);

    expect(await names(mark)).toEqual([`${mark} a`, `${mark} b`]);
    expect(await names(mark, 'DISTRIBUTOR')).toEqual([`${mark} a`]);
    const self = await anActor(bench, { site: await aSite(bench, { name: `${mark} e` }) });
    const { nodes } = await sites.partners(self, { search: `${mark} e` }, { first: 10 });
    expect(nodes).toEqual([]);
  });

  it('takes the wildcards of a search for what they are', async () => {
    const mark = newId();
    await aSite(bench, { name: `${mark} 100%` });
    await aSite(bench, { name: `${mark} 1000` });
    expect(await names(`${mark} 100%`)).toEqual([`${mark} 100%`]);
    expect(await names(`${mark} 100_`)).toEqual([]);
  });

  it('pages through sites of one name without losing any', async () => {
    const name = `Twins ${newId()}`;
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => aSite(bench, { name })));
    const actor = await anActor(bench, { roles: ['DISTRIBUTOR'] });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await sites.partners(actor, { search: name }, { first: 2, after });
      seen.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen.sort()).toEqual(made.map(({ id }) => id).sort());
  });
});
