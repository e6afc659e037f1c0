import { AMOXICILLIN, inDays, newLotNumber } from './acts.js';
import { newKey, until, type Client } from './client.js';

export interface RejectedLine {
  readonly line: number;
  readonly value: string;
  readonly code: string;
  readonly reason: string;
}

/** What comes back for an uploaded list of serials: registered, or refused with a code and the lines. */
export interface UploadAnswer {
  readonly httpStatus: number;
  readonly status?: string;
  readonly lotNumber: string;
  readonly runId?: string;
  readonly code?: string;
  readonly message?: string;
  readonly details?: {
    readonly runId: string;
    readonly reason: string;
    readonly rejected: number;
    readonly lines: readonly RejectedLine[];
  };
}

/** Sends a list of serials as the browser's form does: the fields, then the file. */
export async function uploadSerials(
  maker: Client,
  list: string | Uint8Array<ArrayBuffer>,
  changed: Readonly<Record<string, string>> = {},
): Promise<UploadAnswer> {
  const form = new FormData();
  const fields = {
    idempotencyKey: newKey(),
    gtin: AMOXICILLIN,
    lotNumber: newLotNumber(),
    expiry: inDays(365),
    ...changed,
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([list], { type: 'text/csv' }), 'serials.csv');
  const answer = await maker.fetch('/lots/runs', { method: 'POST', body: form });
  return { httpStatus: answer.status, lotNumber: fields.lotNumber, ...((await answer.json()) as object) };
}

export type ShippedLine = { runId: string; from: number; to: number } | { sscc: string };

export interface ShipmentView {
  readonly status: string;
  readonly ledger: string;
  readonly note: string | null;
  readonly lines: { id: string; status: string; sscc: string | null; range: { from: number; to: number } }[];
}

const SHIPMENT = '{ status ledger note lines { id status sscc range { from to } } }';

export async function shipmentOf(client: Client, id: string): Promise<ShipmentView | null> {
  const { shipment } = await client.ask<{ shipment: ShipmentView | null }>(
    `query ($id: ID!) { shipment(id: $id) ${SHIPMENT} }`,
    { id },
  );
  return shipment;
}

/** A mutation of one shipment: receive, rejectShipment, recallShipment. */
export async function settleShipment(
  client: Client,
  mutation: 'receive' | 'rejectShipment' | 'recallShipment',
  input: Record<string, unknown>,
): Promise<ShipmentView> {
  const type = {
    receive: 'ReceiveInput',
    rejectShipment: 'RejectInput',
    recallShipment: 'PartyShipmentInput',
  };
  const answer = await client.ask<Record<string, ShipmentView>>(
    `mutation ($input: ${type[mutation]}!) { ${mutation}(input: $input) ${SHIPMENT} }`,
    { input: { idempotencyKey: newKey(), ...input } },
  );
  return answer[mutation]!;
}

export async function returnGoods(from: Client, toSiteId: string, line: ShippedLine): Promise<string> {
  const { returnGoods: sent } = await from.ask<{ returnGoods: { id: string } }>(
    'mutation ($input: ShipInput!) { returnGoods(input: $input) { id } }',
    { input: { idempotencyKey: newKey(), toSiteId, lines: [line] } },
  );
  return sent.id;
}

export async function packContainer(
  by: Client,
  kind: 'CARTON' | 'PALLET',
  contents: { ranges?: { runId: string; from: number; to: number }[]; children?: string[] },
): Promise<string> {
  const { packContainer: packed } = await by.ask<{ packContainer: { sscc: string } }>(
    'mutation ($input: PackContainerInput!) { packContainer(input: $input) { sscc } }',
    { input: { idempotencyKey: newKey(), kind, ...contents } },
  );
  return packed.sscc;
}

/** Packs of one run in the stock of a site, as its stock list has them. */
export async function stockOf(client: Client, runId: string, lotNumber: string): Promise<number> {
  const { holdings } = await client.ask<{ holdings: { nodes: { units: number; run: { id: string } }[] } }>(
    'query ($search: String) { holdings(search: $search) { nodes { units run { id } } } }',
    { search: lotNumber },
  );
  return holdings.nodes.find(({ run }) => run.id === runId)?.units ?? 0;
}

export type LotOrder = 'holdLot' | 'releaseLot';

export async function orderLot(client: Client, order: LotOrder, lotId: string): Promise<void> {
  await client.ask(`mutation ($input: LotOrderInput!) { ${order}(input: $input) { id } }`, {
    input: { idempotencyKey: newKey(), lotId, reason: 'Seal under investigation' },
  });
}

export async function lotStatus(client: Client, lotId: string): Promise<string | undefined> {
  const { lot } = await client.ask<{ lot: { status: string } | null }>(
    'query ($id: ID!) { lot(id: $id) { status } }',
    { id: lotId },
  );
  return lot?.status;
}

export async function untilLotIs(client: Client, lotId: string, status: string): Promise<void> {
  await until(
    () => lotStatus(client, lotId),
    (now) => now === status,
  );
}

/** Proposed by one person of the maker, approved by another, and on the ledger. */
export async function recallLot(
  proposer: Client,
  approver: Client,
  lot: { lotId: string; number: string },
): Promise<string> {
  const { proposeRecall } = await proposer.ask<{ proposeRecall: { id: string } }>(
    'mutation ($input: ProposeRecallInput!) { proposeRecall(input: $input) { id } }',
    {
      input: {
        idempotencyKey: newKey(),
        lotId: lot.lotId,
        lotNumber: lot.number,
        class: 'I',
        text: 'Glass in the blister',
      },
    },
  );
  await approver.ask('mutation ($input: RecallOrderInput!) { approveRecall(input: $input) { id } }', {
    input: { idempotencyKey: newKey(), recallId: proposeRecall.id },
  });
  await untilLotIs(proposer, lot.lotId, 'RECALLED');
  return proposeRecall.id;
}
