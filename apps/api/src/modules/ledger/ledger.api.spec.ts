import { readFileSync } from 'node:fs';
import { ledgerInterfaces, type LedgerCall } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { NOTICE_CHANNEL } from '../../platform/events/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import type { Browser } from '../../testing/browser.js';
import { anActor } from '../../testing/builders.js';
import { listening } from '../../testing/listening.js';
import { signedIn } from '../../testing/signed-in.js';
import { LedgerModule } from './ledger.module.js';
import { LedgerResolver } from './ledger.resolver.js';

let api: ApiBench;
let pharmacy: Actor;
let atPharmacy: Browser;
let elsewhere: Browser;

beforeAll(async () => {
  api = await openApiBench({ imports: [LedgerModule] });
  pharmacy = await anActor(api, { roles: ['PHARMACY'] });
  atPharmacy = await signedIn(api, pharmacy);
  elsewhere = await signedIn(api, await anActor(api, { roles: ['PHARMACY'] }));
});
afterAll(() => api.close());

const OPERATION = 'query ($id: ID!) { operation(id: $id) { id kind status reason } }';
const OPERATIONS = `query ($status: OperationStatus, $first: Int, $after: String) {
  operations(status: $status, first: $first, after: $after) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }`;

function enqueue(): Promise<string> {
  const call: LedgerCall = { kind: 'receive', lot: `0x${'ab'.repeat(32)}`, start: 0, end: 1 };
  return api
    .get(UnitOfWork)
    .run(systemActor('spec'), 'spec.enqueue', (tx) => tx.enqueue({ call, partyId: pharmacy.partyId }));
}

it('shows nobody the operations of another site, nor whether they exist', async () => {
  const id = await enqueue();
  expect(await elsewhere.refusal(OPERATION, { id })).toBe('NOT_FOUND');
  expect(await atPharmacy.refusal(OPERATION, { id: 'no id at all' })).toBe('NOT_FOUND');
  expect(await elsewhere.ask(OPERATIONS)).toMatchObject({ operations: { nodes: [], totalCount: 0 } });
  expect(await api.browser().refusal('{ ledgerStatus { reachable } }')).toBe('UNAUTHENTICATED');
});

it('names why an operation was refused', async () => {
  const id = await enqueue();
  await api.sql(`UPDATE operation SET status = 'REFUSED', reason = 'NotReceiver' WHERE id = $1`, [id]);
  expect(await atPharmacy.ask(OPERATION, { id })).toEqual({
    operation: {
      id,
      kind: 'receive',
      status: 'REFUSED',
      reason: 'NotReceiver',
    },
  });
});

it('names the keys that operations wait for and nobody here holds', async () => {
  const STATUS = '{ ledgerStatus { missingKeys } }';
  expect(await atPharmacy.ask(STATUS)).toEqual({ ledgerStatus: { missingKeys: [] } });
  const id = await enqueue();
  await api.sql(`UPDATE operation SET signer = 'a key of another node' WHERE id = $1`, [id]);
  expect(await atPharmacy.ask(STATUS)).toEqual({ ledgerStatus: { missingKeys: ['a key of another node'] } });
});

describe.each(['en', 'fr', 'de'])('the words of refusals in %s', (locale) => {
  const path = new URL(`../../../../portal/messages/${locale}.json`, import.meta.url);
  const { ledger } = JSON.parse(readFileSync(path, 'utf8')) as {
    ledger: { reasons: Record<string, string> };
  };

  it('are there for every error of the contracts and of ours, as whole sentences', () => {
    const names = Object.values(ledgerInterfaces).flatMap((contract) => {
      const found: string[] = [];
      contract.forEachError(({ name }) => found.push(name));
      return found;
    });
    for (const name of [...names, 'OutOfGas', 'Malformed', 'Reverted'])
      expect(ledger.reasons[name], name).toMatch(/\.$/);
  });
});

it('lists operations by page, the newest first, and by status', async () => {
  const newest = [await enqueue(), await enqueue()].reverse();
  const first = await atPharmacy.ask<{ operations: { pageInfo: { endCursor: string } } }>(OPERATIONS, {
    first: 1,
  });
  expect(first).toMatchObject({
    operations: { nodes: [{ id: newest[0] }], pageInfo: { hasNextPage: true } },
  });
  const after = first.operations.pageInfo.endCursor;
  expect(await atPharmacy.ask(OPERATIONS, { first: 1, after })).toMatchObject({
    operations: { nodes: [{ id: newest[1] }] },
  });
  expect(await atPharmacy.ask(OPERATIONS, { status: 'CONFIRMED' })).toMatchObject({
    operations: { nodes: [], totalCount: 0 },
  });
});

it('says that the ledger is away when nobody answers there', async () => {
  const { ledgerStatus } = await atPharmacy.ask<{ ledgerStatus: { pendingOperations: number } }>(
    '{ ledgerStatus { reachable chainId headBlock indexedBlock pendingOperations lagSeconds } }',
  );
  expect(ledgerStatus).toMatchObject({
    reachable: false,
    chainId: null,
    headBlock: null,
    indexedBlock: null,
  });
  expect(ledgerStatus.pendingOperations).toBeGreaterThan(0);
});

it('streams the changes of the own site only', async () => {
  const [own, foreign] = [await enqueue(), await enqueue()];
  const news = api.get(LedgerResolver).operationChanged(pharmacy);
  const next = news.next();
  const say = (id: string, partyId: number) =>
    api.sql('SELECT pg_notify($1, $2)', [
      NOTICE_CHANNEL,
      JSON.stringify({ topic: 'operation', id, partyId }),
    ]);
  await listening(api);
  await say(foreign, 1);
  await say(own, pharmacy.partyId);
  expect((await next).value).toMatchObject({ id: own });
  await news.return(undefined);
});
