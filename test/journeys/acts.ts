import { signVoucher, type Hex } from '@custodia/ledger';
import { contentKey, fillKey, parsePrescriptionToken } from '@custodia/ledger/prescription-token';
import { newKey, until, type Client } from './client.js';

/** Amoxicillin 500 mg capsules, 21 a pack, of the demo maker Northwind. */
export const AMOXICILLIN = '00307812613764';
export const CAPSULES_IN_PACK = 21;

export interface RegisteredLot {
  readonly runId: string;
  readonly lotId: string;
  readonly number: string;
  /** What a scanner reads off each pack. */
  readonly codes: readonly string[];
}

const DAY_MS = 86_400_000;
export const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

let lots = 0;
export const newLotNumber = (): string => `J${Date.now().toString(36).toUpperCase()}${lots++}`;

export async function siteNamed(client: Client, search: string): Promise<string> {
  const { sites } = await client.ask<{ sites: { nodes: { id: string }[] } }>(
    'query ($search: String) { sites(search: $search) { nodes { id } } }',
    { search },
  );
  if (sites.nodes.length !== 1) throw new Error(`${sites.nodes.length} sites are called ${search}`);
  return sites.nodes[0]!.id;
}

export async function registerLot(
  maker: Client,
  units: number,
  expiry = inDays(365),
): Promise<RegisteredLot> {
  const number = newLotNumber();
  const { registerLot: run } = await maker.ask<{ registerLot: { id: string; lot: { id: string } } }>(
    'mutation ($input: RegisterLotInput!) { registerLot(input: $input) { id lot { id } } }',
    { input: { idempotencyKey: newKey(), gtin: AMOXICILLIN, lotNumber: number, expiry, units } },
  );
  const { run: registered } = await until(
    () =>
      maker.ask<{
        run: { status: string; operation: { status: string } | null; serials: { elementString: string }[] };
      }>(
        `query ($id: ID!, $first: Int!) {
           run(id: $id) { status operation { status } serials(from: 0, first: $first) { elementString } }
         }`,
        { id: run.id, first: Math.min(units, 100) },
      ),
    (answer) => answer.run.operation?.status === 'CONFIRMED',
  );
  const codes = registered.serials.map(({ elementString }) => `]d2${elementString}`);
  return { runId: run.id, lotId: run.lot.id, number, codes };
}

export interface ShippedGoods {
  readonly id: string;
}

export async function ship(
  from: Client,
  toSiteId: string,
  line: { runId: string; from: number; to: number } | { sscc: string },
): Promise<string> {
  const { ship: shipment } = await from.ask<{ ship: ShippedGoods }>(
    'mutation ($input: ShipInput!) { ship(input: $input) { id } }',
    { input: { idempotencyKey: newKey(), toSiteId, lines: [line] } },
  );
  return shipment.id;
}

export async function receive(by: Client, shipmentId: string): Promise<void> {
  await by.ask('mutation ($input: ReceiveInput!) { receive(input: $input) { id } }', {
    input: { idempotencyKey: newKey(), shipmentId },
  });
}

/** Until the ledger says so of all that was shipped or received. */
export async function shipmentConfirmed(client: Client, id: string): Promise<void> {
  await until(
    () =>
      client.ask<{ shipment: { ledger: string } }>('query ($id: ID!) { shipment(id: $id) { ledger } }', {
        id,
      }),
    ({ shipment }) => shipment.ledger === 'CONFIRMED',
  );
}

/** Packs of a fresh lot at the pharmacy's counter, confirmed all the way. */
export async function deliverLot(
  maker: Client,
  distributor: Client,
  pharmacy: Client,
  names: { distributor: string; pharmacy: string },
  units: number,
): Promise<RegisteredLot> {
  const lot = await registerLot(maker, units);
  const all = { runId: lot.runId, from: 0, to: units };
  const first = await ship(maker, await siteNamed(maker, names.distributor), all);
  await receive(distributor, first);
  const second = await ship(distributor, await siteNamed(distributor, names.pharmacy), all);
  await receive(pharmacy, second);
  await shipmentConfirmed(pharmacy, second);
  return lot;
}

export interface OpenedItem {
  readonly id: string;
  readonly ordinal: number;
  readonly remaining: number;
  readonly ledgerKey: Hex;
  readonly upTo: number;
}

export interface OpenedPrescription {
  readonly id: string;
  readonly token: string;
  readonly contentKey: string;
  readonly items: readonly OpenedItem[];
  readonly voucher: { chainId: number; verifyingContract: Hex; pharmacy: number };
}

/** @returns the token on the paper, once the ledger knows every item. */
export async function prescribe(prescriber: Client, quantity: number, repeats = 0): Promise<string> {
  const { issuePrescription: issued } = await prescriber.ask<{
    issuePrescription: { token: string; prescription: { id: string } };
  }>(
    'mutation ($input: IssuePrescriptionInput!) { issuePrescription(input: $input) { token prescription { id } } }',
    {
      input: {
        idempotencyKey: newKey(),
        patientName: 'Ada Example',
        items: [
          {
            substance: 'amoxicillin',
            strength: '500 mg',
            form: 'capsule',
            baseUnit: 'capsule',
            dosage: '1 capsule three times a day',
            substitutionAllowed: true,
            quantity,
            repeats,
          },
        ],
      },
    },
  );
  await until(
    () =>
      prescriber.ask<{ prescriptions: { nodes: { id: string; items: { state: string }[] }[] } }>(
        '{ prescriptions(first: 50) { nodes { id items { state } } } }',
      ),
    ({ prescriptions }) => {
      const own = prescriptions.nodes.find(({ id }) => id === issued.prescription.id);
      return own !== undefined && own.items.every(({ state }) => state !== 'PENDING');
    },
  );
  return issued.token;
}

export async function openPrescription(pharmacy: Client, tokenText: string): Promise<OpenedPrescription> {
  const token = parsePrescriptionToken(tokenText);
  const key = await contentKey(token);
  const { openPrescription: opened } = await pharmacy.ask<{
    openPrescription: {
      items: { upTo: number; state: Omit<OpenedItem, 'upTo'> }[];
      voucher: OpenedPrescription['voucher'];
    };
  }>(
    `query ($id: ID!, $contentKey: String!) {
       openPrescription(id: $id, contentKey: $contentKey) {
         items { upTo state { id ordinal remaining ledgerKey } }
         voucher { chainId verifyingContract pharmacy }
       }
     }`,
    { id: token.prescriptionId, contentKey: key },
  );
  const items = opened.items.map(({ upTo, state }) => ({ ...state, upTo }));
  return { id: token.prescriptionId, token: tokenText, contentKey: key, items, voucher: opened.voucher };
}

/** The patient's permission, as the code on the paper gives it: one signature for a basket. */
export async function fillOf(
  opened: OpenedPrescription,
  item: OpenedItem,
  quantity: number,
  pharmacy = opened.voucher.pharmacy,
  seconds = 600,
) {
  const { chainId, verifyingContract } = opened.voucher;
  const deadline = Math.floor(Date.now() / 1000) + seconds;
  const upTo = item.upTo + quantity;
  const key = (await fillKey(parsePrescriptionToken(opened.token), item.ordinal)) as Hex;
  const { r, vs } = signVoucher(
    key,
    { chainId, prescriptionLedger: verifyingContract },
    { item: item.ledgerKey, pharmacy, upTo, deadline },
  );
  return {
    itemId: item.id,
    upTo,
    deadline: new Date(deadline * 1000).toISOString(),
    signature: r + vs.slice(2),
  };
}

export interface Dispensing {
  readonly id: string;
  readonly lines: { id: string; status: string; refusal: string | null }[];
}

const DISPENSED = '{ id lines { id status refusal } }';

export async function dispense(pharmacy: Client, input: Record<string, unknown>): Promise<Dispensing> {
  const { dispense: done } = await pharmacy.ask<{ dispense: Dispensing }>(
    `mutation ($input: DispenseInput!) { dispense(input: $input) ${DISPENSED} }`,
    { input: { idempotencyKey: newKey(), fills: [], ...input } },
  );
  return done;
}

export async function dispenseOnPrescription(
  pharmacy: Client,
  opened: OpenedPrescription,
  codes: readonly string[],
): Promise<Dispensing> {
  const [item] = opened.items;
  return dispense(pharmacy, {
    basis: 'E_PRESCRIPTION',
    prescriptionId: opened.id,
    contentKey: opened.contentKey,
    lines: codes.map((scan) => ({ scan, itemId: item!.id, quantity: CAPSULES_IN_PACK })),
    fills: [await fillOf(opened, item!, CAPSULES_IN_PACK * codes.length)],
  });
}

/** The dispensing when the ledger has said its word on every line. */
export async function settledDispensing(pharmacy: Client, id: string): Promise<Dispensing> {
  const { dispensing } = await until(
    () =>
      pharmacy.ask<{ dispensing: Dispensing }>(`query ($id: ID!) { dispensing(id: $id) ${DISPENSED} }`, {
        id,
      }),
    (answer) => answer.dispensing.lines.every(({ status }) => !status.includes('PENDING')),
  );
  return dispensing;
}
