import { beforeAll, describe, expect, it } from 'vitest';
import { deliverLot, registerLot, siteNamed, type RegisteredLot } from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { newKey, refusalOf, type Client } from './client.js';
import { supplyOnPaper } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
);
let lot: RegisteredLot;
beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 4);
});

const ship = (by: Client, input: object) =>
  by.ask<{ ship: { id: string } }>('mutation ($input: ShipInput!) { ship(input: $input) { id } }', { input });

describe('a request that is sent again', () => {
  it('at the same moment, five times, is answered five times and done once', async () => {
    const own = await registerLot(maker, 4);
    const toSiteId = await siteNamed(maker, 'Atlantic');
    const input = { idempotencyKey: newKey(), toSiteId, lines: [{ runId: own.runId, from: 0, to: 4 }] };
    const answers = await Promise.all(Array.from({ length: 5 }, () => ship(maker, input)));
    expect(new Set(answers.map((answer) => answer.ship.id)).size).toBe(1);
    expect((await agreedRun(own.runId)).segments).toMatchObject([{ state: 'SHIPPED' }]);
  });

  it('with another content, or for something else, is refused', async () => {
    const idempotencyKey = newKey();
    await supplyOnPaper(pharmacy, [lot.codes[0]!], { idempotencyKey });
    expect(await refusalOf(supplyOnPaper(pharmacy, [lot.codes[1]!], { idempotencyKey }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    const toSiteId = await siteNamed(pharmacy, 'Elm');
    const lines = [{ runId: lot.runId, from: 1, to: 2 }];
    expect(await refusalOf(ship(pharmacy, { idempotencyKey, toSiteId, lines }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect((await agreedRun(lot.runId)).statuses).toEqual([1, 0, 0, 0]);
  });

  it('after a refusal is refused again, and by another site is another request', async () => {
    const idempotencyKey = newKey();
    expect(await refusalOf(supplyOnPaper(otherPharmacy, [lot.codes[2]!], { idempotencyKey }))).toBe(
      'NOT_HOLDER',
    );
    expect(await refusalOf(supplyOnPaper(otherPharmacy, [lot.codes[2]!], { idempotencyKey }))).toBe(
      'NOT_HOLDER',
    );
    await supplyOnPaper(pharmacy, [lot.codes[2]!], { idempotencyKey });
    expect((await agreedRun(lot.runId)).statuses).toEqual([1, 0, 1, 0]);
  });

  it('without a key is not a request', async () => {
    expect(await refusalOf(supplyOnPaper(pharmacy, [lot.codes[3]!], { idempotencyKey: '' }))).toBe(
      'BAD_INPUT',
    );
  });
});
