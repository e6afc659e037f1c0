import { beforeAll, describe, expect, it } from 'vitest';
import {
  CAPSULES_IN_PACK,
  deliverLot,
  dispense,
  dispenseOnPrescription,
  fillOf,
  inDays,
  openPrescription,
  prescribe,
  receive,
  registerLot,
  settledDispensing,
  ship,
  shipmentConfirmed,
  siteNamed,
  type RegisteredLot,
} from './acts.js';
import { Client, newKey, refusalOf, until } from './client.js';

const HARBOR = { distributor: 'Atlantic', pharmacy: 'Harbor' };

let maker: Client;
let distributor: Client;
let pharmacy: Client;
let otherPharmacy: Client;
let prescriber: Client;
let regulator: Client;
let lot: RegisteredLot;

beforeAll(async () => {
  maker = await Client.signedIn('maria@northwind.example');
  distributor = await Client.signedIn('sam@atlantic.example');
  pharmacy = await Client.signedIn('lena@harbor.example');
  otherPharmacy = await Client.signedIn('ruth@elm.example');
  prescriber = await Client.signedIn('dr.hale@riverside.example');
  regulator = await Client.signedIn('nora@authority.example');
  lot = await deliverLot(maker, distributor, pharmacy, HARBOR, 40);
});

async function lineStatuses(client: Client, id: string): Promise<string[]> {
  return (await settledDispensing(client, id)).lines.map(({ status }) => status);
}

async function alertsOf(client: Client, serialCode: string): Promise<string[]> {
  const serial = serialCode.split('21').at(-1) ?? '';
  const { alerts } = await client.ask<{ alerts: { nodes: { rule: string; serial: string | null }[] } }>(
    '{ alerts(first: 100) { nodes { rule serial } } }',
  );
  return alerts.nodes.filter((alert) => alert.serial?.endsWith(serial.slice(-8))).map(({ rule }) => rule);
}

describe('from the plant to the counter', () => {
  it('a pack is dispensed against a prescription and confirmed by the ledger', async () => {
    const opened = await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK));
    const { id } = await dispenseOnPrescription(pharmacy, opened, [lot.codes[0]!]);
    expect(await lineStatuses(pharmacy, id)).toEqual(['CONFIRMED']);
    const again = await openPrescription(pharmacy, opened.token);
    expect(again.items[0]!.remaining).toBe(0);
  });

  it('a second dispense of the same pack is refused, and the regulator sees why', async () => {
    const opened = await openPrescription(otherPharmacy, await prescribe(prescriber, CAPSULES_IN_PACK));
    const again = dispenseOnPrescription(otherPharmacy, opened, [lot.codes[0]!]);
    expect(await refusalOf(again)).toBe('ALREADY_SUPPLIED');
    await until(
      () => alertsOf(regulator, lot.codes[0]!),
      (rules) => rules.includes('DUPLICATE_DISPENSE'),
    );
  });

  it('the same answer comes for a repeated request, and nothing happens twice', async () => {
    const input = {
      idempotencyKey: newKey(),
      basis: 'PAPER',
      paperReference: 'Rx 1',
      lines: [{ scan: lot.codes[1] }],
      fills: [],
    };
    const first = await dispense(pharmacy, input);
    const second = await dispense(pharmacy, input);
    expect(second.id).toBe(first.id);
    expect(await refusalOf(dispense(pharmacy, { ...input, paperReference: 'Rx 2' }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(await lineStatuses(pharmacy, first.id)).toEqual(['CONFIRMED']);
  });

  it('an undone dispense gives the pack and the fill back', async () => {
    const opened = await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK));
    const done = await dispenseOnPrescription(pharmacy, opened, [lot.codes[2]!]);
    await settledDispensing(pharmacy, done.id);
    await pharmacy.ask('mutation ($input: UndoDispenseInput!) { undoDispense(input: $input) { id } }', {
      input: {
        idempotencyKey: newKey(),
        lineIds: done.lines.map(({ id }) => id),
        packLeftPharmacy: false,
        reason: 'Wrong strength taken',
      },
    });
    expect(await lineStatuses(pharmacy, done.id)).toEqual(['UNDONE']);
    const again = await openPrescription(pharmacy, opened.token);
    expect(again.items[0]!.remaining).toBe(CAPSULES_IN_PACK);
    const later = await dispenseOnPrescription(pharmacy, again, [lot.codes[2]!]);
    expect(await lineStatuses(pharmacy, later.id)).toEqual(['CONFIRMED']);
  });

  it('a basket of three needs one signature', async () => {
    const opened = await openPrescription(pharmacy, await prescribe(prescriber, 3 * CAPSULES_IN_PACK));
    const { id } = await dispenseOnPrescription(pharmacy, opened, lot.codes.slice(3, 6));
    expect(await lineStatuses(pharmacy, id)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
  });
});

describe('what is refused', () => {
  it('shipping what one does not hold', async () => {
    const to = await siteNamed(otherPharmacy, 'Harbor');
    expect(await refusalOf(ship(otherPharmacy, to, { runId: lot.runId, from: 0, to: 1 }))).toBe('NOT_HOLDER');
  });

  it('receiving twice', async () => {
    const own = await registerLot(maker, 5);
    const id = await ship(maker, await siteNamed(maker, 'Atlantic'), { runId: own.runId, from: 0, to: 5 });
    await receive(distributor, id);
    await shipmentConfirmed(distributor, id);
    expect(await refusalOf(receive(distributor, id))).toBe('ALREADY_RECEIVED');
  });

  it('receiving what was sent to somebody else, as if there were nothing', async () => {
    const own = await registerLot(maker, 5);
    const id = await ship(maker, await siteNamed(maker, 'Atlantic'), { runId: own.runId, from: 0, to: 5 });
    expect(await refusalOf(receive(pharmacy, id))).toBe('NOT_FOUND');
  });

  it('a pack that never was shipped to this pharmacy', async () => {
    const elsewhere = { basis: 'PAPER', paperReference: 'Rx 3', lines: [{ scan: lot.codes[10] }] };
    expect(await refusalOf(dispense(otherPharmacy, elsewhere))).toBe('NOT_HOLDER');
  });

  it('more than was prescribed', async () => {
    const opened = await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK));
    const two = dispenseOnPrescription(pharmacy, opened, lot.codes.slice(10, 12));
    expect(await refusalOf(two)).toBe('QUANTITY_EXCEEDS_PRESCRIBED');
  });

  it("another pharmacy's voucher, and one that was used", async () => {
    const token = await prescribe(prescriber, 2 * CAPSULES_IN_PACK);
    const opened = await openPrescription(pharmacy, token);
    const [item] = opened.items;
    const stolen = await fillOf(opened, item!, CAPSULES_IN_PACK, 4_000_000);
    const basket = (fills: unknown[], scan: string | undefined) => ({
      basis: 'E_PRESCRIPTION',
      prescriptionId: opened.id,
      contentKey: opened.contentKey,
      lines: [{ scan, itemId: item!.id, quantity: CAPSULES_IN_PACK }],
      fills,
    });
    expect(await refusalOf(dispense(pharmacy, basket([stolen], lot.codes[12])))).toBe('VOUCHER_INVALID');

    const fill = await fillOf(opened, item!, CAPSULES_IN_PACK);
    const { id } = await dispense(pharmacy, basket([fill], lot.codes[12]));
    expect(await lineStatuses(pharmacy, id)).toEqual(['CONFIRMED']);
    expect(await refusalOf(dispense(pharmacy, basket([fill], lot.codes[13])))).toBe('VOUCHER_SPENT');
  });

  it('a code that opens no prescription', async () => {
    const token = await prescribe(prescriber, CAPSULES_IN_PACK);
    const wrong = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
    expect(await refusalOf(openPrescription(pharmacy, wrong))).toBe('PRESCRIPTION_TOKEN_WRONG');
  });

  it('an expired lot cannot be registered, nor can one with a wrong check digit', async () => {
    expect(await refusalOf(registerLot(maker, 5, inDays(-2)))).toBe('EXPIRY_DATE');
    const input = {
      idempotencyKey: newKey(),
      gtin: '00307812613765',
      lotNumber: 'X1',
      expiry: inDays(90),
      units: 1,
    };
    const REGISTER = 'mutation ($input: RegisterLotInput!) { registerLot(input: $input) { id } }';
    expect(await refusalOf(maker.ask(REGISTER, { input }))).toBe('BAD_INPUT');
  });

  it('everything that another role may not do', async () => {
    expect(await refusalOf(registerLot(pharmacy, 5))).toBe('FORBIDDEN');
    expect(await refusalOf(prescribe(pharmacy, 5))).toBe('FORBIDDEN');
    expect(await refusalOf(new Client().ask('{ lots { nodes { id } } }'))).toBe('UNAUTHENTICATED');
  });

  it('a request without the CSRF header', async () => {
    const answer = await pharmacy.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-custodia-csrf': '' },
      body: JSON.stringify({ query: 'mutation { selectSite(siteId: "any") { csrf } }' }),
    });
    expect(await answer.text()).toContain('CSRF');
  });
});

describe('a recalled lot', () => {
  it('is not dispensed, but what was handed out before is written down as irregular', async () => {
    const recalled = await deliverLot(maker, distributor, pharmacy, HARBOR, 10);
    const proposer = maker;
    const approver = await Client.signedIn('jonas@northwind.example');
    const { proposeRecall } = await proposer.ask<{ proposeRecall: { id: string } }>(
      'mutation ($input: ProposeRecallInput!) { proposeRecall(input: $input) { id } }',
      {
        input: {
          idempotencyKey: newKey(),
          lotId: recalled.lotId,
          lotNumber: recalled.number,
          class: 'I',
          text: 'Glass in the blister',
        },
      },
    );
    const order = { input: { idempotencyKey: newKey(), recallId: proposeRecall.id } };
    const APPROVE = 'mutation ($input: RecallOrderInput!) { approveRecall(input: $input) { id } }';
    expect(await refusalOf(proposer.ask(APPROVE, order))).toBe('FORBIDDEN');
    await approver.ask(APPROVE, { input: { ...order.input, idempotencyKey: newKey() } });
    await until(
      () =>
        maker.ask<{ lot: { status: string } }>('query ($id: ID!) { lot(id: $id) { status } }', {
          id: recalled.lotId,
        }),
      (answer) => answer.lot.status === 'RECALLED',
    );

    const lines = [{ scan: recalled.codes[0] }];
    const now = dispense(pharmacy, { basis: 'PAPER', paperReference: 'Rx 4', lines });
    expect(await refusalOf(now)).toBe('LOT_RECALLED');
    const { reportSupply } = await pharmacy.ask<{ reportSupply: { id: string } }>(
      'mutation ($input: ReportSupplyInput!) { reportSupply(input: $input) { id } }',
      {
        input: {
          idempotencyKey: newKey(),
          reason: 'LATE_ENTRY',
          basis: 'PAPER',
          paperReference: 'Rx 4',
          eventTime: new Date(Date.now() - 4 * 3_600_000).toISOString(),
          lines,
          fills: [],
        },
      },
    );
    expect(await lineStatuses(pharmacy, reportSupply.id)).toEqual(['IRREGULAR']);
    await until(
      () => alertsOf(regulator, recalled.codes[0]!),
      (rules) => rules.length > 0,
    );
  });
});
