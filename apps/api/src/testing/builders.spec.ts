import { isGln } from '@custodia/gs1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from './bench.js';
import { aSite, anActor } from './builders.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('the builders', () => {
  it('make a site that the ledger knows under all its ids', async () => {
    const site = await aSite(bench, { roles: ['MANUFACTURER'], ledgerIds: 2 });
    expect(isGln(site.gln)).toBe(true);
    const parties = await bench.sql('SELECT status FROM ledger.party WHERE id = ANY($1)', [site.partyIds]);
    expect(parties).toEqual([{ status: 'ACTIVE' }, { status: 'ACTIVE' }]);
  });

  it('make an actor with the permissions of the roles and duties', async () => {
    const actor = await anActor(bench, { roles: ['MANUFACTURER'], duties: ['recall.propose'] });
    expect(actor.can('lot.register')).toBe(true);
    expect(actor.can('recall.propose')).toBe(true);
    expect(actor.can('recall.approve')).toBe(false);
  });
});
