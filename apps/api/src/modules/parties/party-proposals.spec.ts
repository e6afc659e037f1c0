import { Wallet } from 'ethers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../../config.js';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aGln, anActor, aSite, type BuiltSite } from '../../testing/builders.js';
import { LedgerIdReader } from './ledger-id.reader.js';
import { PartiesModule } from './parties.module.js';
import { PartyOrdersService } from './party-orders.service.js';
import { PartyProposalsReader } from './party-proposals.reader.js';
import { PartyProposalsService, type ProposedAdmission } from './party-proposals.service.js';
import { SiteReader } from './site.reader.js';

let bench: Bench;
let proposals: PartyProposalsService;
let reader: PartyProposalsReader;
let nora: Actor;
let david: Actor;
let stranger: Actor;
let pharmacy: BuiltSite;

beforeAll(async () => {
  bench = await openBench({ imports: [PartiesModule] });
  proposals = bench.get(PartyProposalsService);
  reader = bench.get(PartyProposalsReader);
  const site = await aSite(bench, { roles: ['REGULATOR'] });
  nora = await anActor(bench, { site, duties: ['party.order'] });
  david = await anActor(bench, { site, duties: ['party.order'] });
  stranger = await anActor(bench, { roles: ['REGULATOR'], duties: ['party.order'] });
});
afterAll(() => bench.close());
beforeEach(async () => {
  pharmacy = await aSite(bench, { roles: ['PHARMACY'], ledgerIds: 2 });
});

const key = () => ({ idempotencyKey: newId() });
const admission = (wish: Partial<ProposedAdmission> = {}): ProposedAdmission => ({
  ...key(),
  organisation: 'Corner Pharmacies',
  name: 'Corner pharmacy',
  gln: aGln(),
  roles: ['PHARMACY'],
  market: 'EU',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  ...wish,
});
const reinstatement = (wish: object = {}) => ({
  ...key(),
  siteId: pharmacy.id,
  reason: 'licence given back',
  ...wish,
});
const further = (wish: object = {}) => ({ ...key(), siteId: pharmacy.id, purpose: 'Returns', ...wish });
const approve = (actor: Actor, proposalId: string) => proposals.approve(actor, { ...key(), proposalId });
const end = (actor: Actor, proposalId: string, reason = 'no licence') =>
  proposals.end(actor, { ...key(), proposalId, reason });
const statusOf = async (id: string) => (await reader.byId(nora, id))?.status;
const siteWith = (gln: string) => bench.get(SiteReader).byGln(gln);

interface OperationRow {
  id: string;
  kind: string;
  signer: string;
  party_id: number;
  call: Record<string, unknown>;
}
const ordersOf = (proposalId: string) =>
  bench.sql<OperationRow>(
    `SELECT id, kind, signer, party_id, call FROM operation WHERE (call->>'party')::bigint IN (
       SELECT party_id FROM party_proposal_order WHERE proposal_id = $1) ORDER BY seq`,
    [proposalId],
  );
/** What the ledger answers to all that was ordered so far. */
const answered = (proposalId: string, status: 'CONFIRMED' | 'REFUSED') =>
  bench.sql(
    `UPDATE operation SET status = $2 WHERE status = 'PENDING' AND (call->>'party')::bigint IN (
       SELECT party_id FROM party_proposal_order WHERE proposal_id = $1)`,
    [proposalId, status],
  );
/** The worker has the answer of the ledger to one operation, and tells it on. */
async function settles(
  type: 'operation.refused' | 'operation.confirmed',
  { id: operationId, kind }: OperationRow,
): Promise<void> {
  const payload = { operationId, kind: kind as 'approveAdmission', reason: 'ProposalOver' };
  await bench.get(UnitOfWork).run(systemActor('spec'), 'spec.settle', (tx) => tx.publish(type, payload));
  await bench.dispatchEvents();
}
const suspended = () =>
  bench.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = ANY($1)`, [pharmacy.partyIds]);

describe('admitting a party', () => {
  it('refuses a regulator, and a GLN that is taken or proposed, and leaves nothing', async () => {
    const refused = (wish: Partial<ProposedAdmission>) =>
      expect(proposals.proposeAdmission(nora, admission(wish))).rejects;
    await refused({ roles: ['REGULATOR'] }).toMatchObject({ code: 'BAD_INPUT' });
    await refused({ gln: pharmacy.gln }).toMatchObject({ code: 'PARTY_EXISTS' });
    const gln = aGln();
    await proposals.proposeAdmission(nora, admission({ gln }));
    await refused({ gln }).toMatchObject({ code: 'PROPOSAL_EXISTS' });
    expect(await bench.sql('SELECT 1 FROM party_proposal WHERE gln = $1', [gln])).toHaveLength(1);
  });

  it('is proposed to the ledger by the first person, with the key of this node, and admits nobody', async () => {
    const input = admission();
    const id = await proposals.proposeAdmission(nora, input);
    const operator = new Wallet(bench.get(Config).keys.operator).address;
    const keys = [{ key: operator, rights: 1 }];
    expect(await ordersOf(id)).toMatchObject([
      {
        kind: 'proposeAdmission',
        signer: 'regulator',
        party_id: nora.partyId,
        call: { gln: input.gln, roles: 4, endpoint: 'http://localhost:3000', keys },
      },
    ]);
    expect(await siteWith(input.gln)).toBeNull();
    expect(await reader.byId(nora, id)).toMatchObject({
      kind: 'ADMISSION',
      status: 'PROPOSED',
      name: 'Corner pharmacy',
      gln: input.gln,
      roles: ['PHARMACY'],
      siteId: null,
    });
  });

  it('is approved by a second person with another key, word for word; then the site waits for the ledger', async () => {
    const input = admission();
    const id = await proposals.proposeAdmission(nora, input);
    await approve(david, id);
    const [first, second] = await ordersOf(id);
    expect(second).toMatchObject({ kind: 'approveAdmission', signer: 'regulator-approver' });
    expect(second!.call).toEqual({ ...first!.call, kind: 'approveAdmission', proposal: first!.id });
    const site = await siteWith(input.gln);
    expect(site).toMatchObject({ name: input.name, status: 'PENDING', partyId: first!.call['party'] });
    expect(await reader.byId(nora, id)).toMatchObject({ status: 'APPROVED', siteId: site!.id });
    await answered(id, 'CONFIRMED');
    expect(await statusOf(id)).toBe('DONE');
    expect((await reader.list(david, { first: 50 })).nodes.map((one) => one.id)).not.toContain(id);
    const trail = await bench.sql<{ action: string; user_id: string }>(
      `SELECT action, user_id FROM audit_entry WHERE subject_id = ANY($1) ORDER BY id`,
      [[id, site!.id]],
    );
    expect(trail).toEqual([
      { action: 'party.propose-admission', user_id: nora.userId },
      { action: 'party.approve', user_id: david.userId },
    ]);
  });

  it('gives a maker the two keys that a recall takes', async () => {
    const id = await proposals.proposeAdmission(nora, admission({ roles: ['MANUFACTURER', 'DISTRIBUTOR'] }));
    const { operator, makerProposer, makerApprover } = bench.get(Config).keys;
    const [order] = await ordersOf(id);
    expect(order!.call).toMatchObject({
      roles: 3,
      keys: [
        { key: new Wallet(operator).address, rights: 1 },
        { key: new Wallet(makerProposer!).address, rights: 1 },
        { key: new Wallet(makerApprover!).address, rights: 2 },
      ],
    });
  });

  it('happens once, however often and however many ask at the same moment', async () => {
    const input = admission();
    const ids = await Promise.all([1, 2, 3].map(() => proposals.proposeAdmission(nora, input)));
    expect(new Set(ids).size).toBe(1);
    const clara = { ...david, userId: newId() };
    const both = await Promise.allSettled([approve(david, ids[0]!), approve(clara, ids[0]!)]);
    expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'PROPOSAL_SETTLED' } },
    ]);
    expect((await ordersOf(ids[0]!)).map(({ kind }) => kind)).toEqual([
      'proposeAdmission',
      'approveAdmission',
    ]);
  });

  it('keeps the sites of one organisation together', async () => {
    const organisation = `Organisation ${newId()}`;
    const inputs = [admission({ organisation }), admission({ organisation })];
    for (const input of inputs) await approve(david, await proposals.proposeAdmission(nora, input));
    const [a, b] = await Promise.all(inputs.map(({ gln }) => siteWith(gln)));
    expect(a!.organisationId).toBe(b!.organisationId);
  });

  it('is proposed anew where this node has given up a key since', async () => {
    const id = await proposals.proposeAdmission(nora, admission());
    const gone = new Wallet(bench.get(Config).keys.operator).address.slice(2).toLowerCase();
    await bench.sql(
      `INSERT INTO operator_rotation (new_address, old_address, phase, started_at, changed_at)
       VALUES (decode('${'77'.repeat(20)}', 'hex'), decode($1, 'hex'), 'DONE', now(), now())`,
      [gone],
    );
    try {
      await expect(approve(david, id)).rejects.toMatchObject({ code: 'PROPOSAL_SETTLED' });
    } finally {
      await bench.sql('DELETE FROM operator_rotation');
    }
    await approve(david, id);
  });
});

describe('a proposal', () => {
  it('is not approved by who made it, nor seen or decided by another regulator', async () => {
    const id = await proposals.proposeAdmission(nora, admission());
    await expect(approve(nora, id)).rejects.toMatchObject({ code: 'PROPOSAL_SAME_PERSON' });
    await expect(approve(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(end(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(approve(david, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await reader.byId(stranger, id)).toBeNull();
    expect((await reader.list(stranger, { first: 10 })).nodes).toEqual([]);
    expect((await reader.list(david, { first: 1 })).nodes).toMatchObject([{ id, status: 'PROPOSED' }]);
  });

  it('is taken back by who made it and refused by another, with a reason, on the ledger too', async () => {
    for (const [who, status] of [
      [nora, 'WITHDRAWN'],
      [david, 'REFUSED'],
    ] as const) {
      const input = admission();
      const id = await proposals.proposeAdmission(nora, input);
      await expect(end(who, id, ' ')).rejects.toMatchObject({ code: 'BAD_INPUT' });
      await end(who, id, 'no licence');
      expect(await reader.byId(nora, id)).toMatchObject({ status, decisionReason: 'no licence' });
      const [first, second] = await ordersOf(id);
      expect(second).toMatchObject({
        kind: 'retractOrder',
        signer: 'regulator',
        call: { proposal: first!.id },
      });
      await expect(approve(david, id)).rejects.toMatchObject({ code: 'PROPOSAL_SETTLED' });
      // And can be proposed anew.
      await proposals.proposeAdmission(nora, { ...input, ...key() });
    }
  });

  it('is over after fourteen days, and can be made anew', async () => {
    const input = admission();
    const id = await proposals.proposeAdmission(nora, input);
    await bench.sql(`UPDATE party_proposal SET expires_at = now() - interval '1 minute' WHERE id = $1`, [id]);
    expect(await statusOf(id)).toBe('EXPIRED');
    await expect(approve(david, id)).rejects.toMatchObject({ code: 'PROPOSAL_SETTLED' });
    const again = await proposals.proposeAdmission(david, { ...input, ...key() });
    expect([await statusOf(again), await statusOf(id)]).toEqual(['PROPOSED', 'EXPIRED']);
    await expect(end(nora, id)).rejects.toMatchObject({ code: 'PROPOSAL_SETTLED' });
  });

  it('that the ledger refuses says so', async () => {
    const id = await proposals.proposeAdmission(nora, admission());
    await answered(id, 'REFUSED');
    expect(await statusOf(id)).toBe('FAILED');
  });

  it('that the ledger refuses at last leaves no site, can be made anew, and is there after all if it was wrong', async () => {
    const organisation = `Organisation ${newId()}`;
    const input = admission({ organisation });
    const id = await proposals.proposeAdmission(nora, input);
    await approve(david, id);
    const approval = (await ordersOf(id))[1]!;
    // Somebody was invited meanwhile, who has not come yet.
    await bench.sql(
      `INSERT INTO invitation (id, site_id, email, token_hash, created_at, expires_at)
       VALUES ($1, $2, 'new@example.test', $3, now(), now() + interval '3 days')`,
      [newId(), (await siteWith(input.gln))!.id, Buffer.from(newId())],
    );
    await answered(id, 'REFUSED');
    await settles('operation.refused', approval);
    expect(await siteWith(input.gln)).toBeNull();
    expect(await bench.sql('SELECT 1 FROM organisation WHERE name = $1', [organisation])).toEqual([]);
    expect(await reader.byId(nora, id)).toMatchObject({ status: 'FAILED', name: input.name, gln: input.gln });
    const told = await bench.sql<{ payload: object }>(
      `SELECT payload FROM domain_event WHERE type = 'party.failed' ORDER BY id DESC LIMIT 1`,
    );
    expect(told).toEqual([{ payload: { proposalId: id, regulatorSiteId: nora.siteId } }]);
    const again = await proposals.proposeAdmission(nora, { ...input, ...key() });
    await end(nora, again);

    // The chain went back, and confirms what it had refused.
    await bench.sql(`UPDATE operation SET status = 'CONFIRMED' WHERE id = $1`, [approval.id]);
    await settles('operation.confirmed', approval);
    const site = await siteWith(input.gln);
    expect(site?.partyId).toBe(approval.call['party']);
    expect(await reader.byId(nora, id)).toMatchObject({ siteId: site!.id });
  });

  it('for a further ledger id that the ledger refuses leaves none', async () => {
    const id = await proposals.proposeLedgerId(nora, further());
    await approve(david, id);
    const approval = (await ordersOf(id))[1]!;
    await settles('operation.refused', approval);
    expect(await bench.get(LedgerIdReader).ofSite(pharmacy.id)).toHaveLength(pharmacy.partyIds.length);
    await approve(david, await proposals.proposeLedgerId(nora, further()));
  });
});

describe('a further ledger id', () => {
  it('is refused for a site that is none, a regulator, one that is not active, and for a wrong wish', async () => {
    const refused = (wish: object) => expect(proposals.proposeLedgerId(nora, further(wish))).rejects;
    await refused({ siteId: newId() }).toMatchObject({ code: 'NOT_FOUND' });
    await refused({ siteId: nora.siteId }).toMatchObject({ code: 'BAD_INPUT' });
    await refused({ purpose: ' ' }).toMatchObject({ code: 'BAD_INPUT' });
    await refused({ roles: ['MANUFACTURER'] }).toMatchObject({ code: 'BAD_INPUT' });
    const order = { ...key(), siteId: pharmacy.id, reason: 'x' };
    await bench.get(PartyOrdersService).suspend(nora, order);
    await refused({}).toMatchObject({ code: 'PARTY_STATUS' });
    expect((await bench.get(SiteReader).byId(pharmacy.id))?.partyIds).toEqual(pharmacy.partyIds);
  });

  it('waits for the ledger under its purpose, beside the main one, once a second person has agreed', async () => {
    const id = await proposals.proposeLedgerId(nora, further());
    expect(await bench.get(LedgerIdReader).ofSite(pharmacy.id)).toHaveLength(pharmacy.partyIds.length);
    expect(await reader.byId(nora, id)).toMatchObject({ purpose: 'Returns', roles: ['PHARMACY'] });
    await approve(david, id);
    const known = await bench.get(LedgerIdReader).ofSite(pharmacy.id);
    expect(known[0]).toMatchObject({ id: pharmacy.partyId, main: true, purpose: null, status: 'ACTIVE' });
    const fresh = known.find(({ purpose }) => purpose);
    expect(fresh).toMatchObject({ main: false, purpose: 'Returns', roles: ['PHARMACY'], status: 'PENDING' });
    expect((await ordersOf(id)).map(({ call }) => call)).toMatchObject([
      { party: fresh!.id, gln: pharmacy.gln, roles: 4 },
      { party: fresh!.id, gln: pharmacy.gln, roles: 4 },
    ]);
  });

  it('is added once a purpose, also when two are approved at the same moment', async () => {
    const ids = [
      await proposals.proposeLedgerId(nora, further({ purpose: 'Ward stock' })),
      await proposals.proposeLedgerId(nora, further({ purpose: 'ward stock' })),
    ];
    const twice = await Promise.allSettled(ids.map((id) => approve(david, id)));
    expect(twice.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'BAD_INPUT' } },
    ]);
    expect(await bench.get(LedgerIdReader).ofSite(pharmacy.id)).toHaveLength(pharmacy.partyIds.length + 1);
  });

  it('that the ledger has not admitted is not suspended with the others', async () => {
    const id = await proposals.proposeLedgerId(nora, further());
    await approve(david, id);
    await answered(id, 'REFUSED');
    await bench.get(PartyOrdersService).suspend(nora, { ...key(), siteId: pharmacy.id, reason: 'x' });
    expect((await ordersOf(id)).map(({ kind }) => kind)).toEqual(['proposeAdmission', 'approveAdmission']);
  });
});

describe('reinstating', () => {
  it('is refused where there is nothing to reinstate, without a reason, and twice at a time', async () => {
    const refused = (wish: object) =>
      expect(proposals.proposeReinstatement(nora, reinstatement(wish))).rejects;
    await refused({}).toMatchObject({ code: 'PARTY_STATUS' });
    await suspended();
    await refused({ reason: '\t' }).toMatchObject({ code: 'BAD_INPUT' });
    await refused({ siteId: newId() }).toMatchObject({ code: 'NOT_FOUND' });
    await proposals.proposeReinstatement(nora, reinstatement());
    await refused({}).toMatchObject({ code: 'PROPOSAL_EXISTS' });
  });

  it('takes two people, for every ledger id that is suspended', async () => {
    await suspended();
    const id = await proposals.proposeReinstatement(nora, reinstatement());
    expect((await ordersOf(id)).map(({ kind }) => kind)).toEqual([
      'proposeReinstatement',
      'proposeReinstatement',
    ]);
    await expect(approve(nora, id)).rejects.toMatchObject({ code: 'PROPOSAL_SAME_PERSON' });
    await approve(david, id);
    const approvals = (await ordersOf(id)).slice(2);
    expect(approvals.map(({ call }) => call['party']).sort()).toEqual([...pharmacy.partyIds].sort());
    expect(approvals).toMatchObject([
      { kind: 'approveReinstatement', signer: 'regulator-approver' },
      { kind: 'approveReinstatement', signer: 'regulator-approver' },
    ]);
    // It follows on a suspension, and a suspension on it: what is under way counts.
    await bench.get(PartyOrdersService).suspend(david, { ...key(), siteId: pharmacy.id, reason: 'again' });
  });
});
