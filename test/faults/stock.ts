import { formatElementString, formatGs1Date } from '@custodia/gs1';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Client } from './client.js';
import type { FaultyNode } from './node.js';

/** Amoxicillin of the demo maker Northwind. */
export const GTIN = '00307812613764';
const ONE_YEAR_MS = 365 * 86_400_000;

/** A fresh lot in a pharmacy, confirmed all the way. @returns what a scanner reads off each pack */
export async function stockPharmacy(node: FaultyNode, units: number): Promise<string[]> {
  const maker = await new Client(node).signIn('maria@northwind.example');
  const distributor = await new Client(node).signIn('sam@atlantic.example');
  const pharmacy = await new Client(node).signIn('lena@harbor.example');
  const lotNumber = `F${Date.now().toString(36).toUpperCase()}`;
  const expiry = new Date(Date.now() + ONE_YEAR_MS).toISOString().slice(0, 10);
  const { registerLot } = await maker.ask<{ registerLot: { id: string } }>(
    'mutation ($input: RegisterLotInput!) { registerLot(input: $input) { id } }',
    { input: { idempotencyKey: randomUUID(), gtin: GTIN, lotNumber, expiry, units } },
  );
  const runId = registerLot.id;
  await until(maker, `{ run(id: "${runId}") { status } }`, (text) => text.includes('READY'));
  for (const [from, to, search] of [
    [maker, distributor, 'Atlantic'],
    [distributor, pharmacy, 'Harbor'],
  ] as const) {
    const { sites } = await from.ask<{ sites: { nodes: { id: string }[] } }>(
      `{ sites(search: "${search}") { nodes { id } } }`,
    );
    const lines = [{ runId, from: 0, to: units }];
    const { ship } = await from.ask<{ ship: { id: string } }>(
      'mutation ($input: ShipInput!) { ship(input: $input) { id } }',
      { input: { idempotencyKey: randomUUID(), toSiteId: sites.nodes[0]?.id, lines } },
    );
    await to.ask('mutation ($input: ReceiveInput!) { receive(input: $input) { id } }', {
      input: { idempotencyKey: randomUUID(), shipmentId: ship.id },
    });
    await until(to, `{ shipment(id: "${ship.id}") { ledger } }`, (text) => text.includes('CONFIRMED'));
  }
  return codesOf(node, Number(runId), { lotNumber, expiry });
}

async function until(client: Client, query: string, wished: (text: string) => boolean): Promise<void> {
  while (!wished(JSON.stringify(await client.ask(query)))) await sleep(100);
}

/** The API shows a hundred serials at a time; a day's stock comes from the pages. */
async function codesOf(
  node: FaultyNode,
  runId: number,
  { lotNumber, expiry }: { lotNumber: string; expiry: string },
): Promise<string[]> {
  const database = new pg.Client({ connectionString: node.databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query<{ serial: string }>(
      `SELECT u.serial FROM serial_page p, unnest(p.serials) WITH ORDINALITY AS u (serial, place)
       WHERE p.run_id = $1 ORDER BY p.page_no, u.place`,
      [runId],
    );
    const date = formatGs1Date({ iso: expiry, dayGiven: true });
    return rows.map(({ serial }) => {
      const elements = [
        { ai: '01', value: GTIN },
        { ai: '17', value: date },
        { ai: '10', value: lotNumber },
        { ai: '21', value: serial },
      ];
      return `]d2${formatElementString(elements)}`;
    });
  } finally {
    await database.end();
  }
}
