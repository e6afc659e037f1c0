import { expect, it } from 'vitest';
import { cast } from './cast.js';
import type { Client } from './client.js';

const { regulator } = await cast('regulator');

interface AlertPage {
  readonly nodes: readonly { readonly rule: string; readonly lotNumber: string | null }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** Of the demo and of the journeys before this one: page by page. */
async function lotsAlertedBy(client: Client, rule: string): Promise<Set<string | null>> {
  const lots = new Set<string | null>();
  for (let after: string | null = null; ;) {
    const { alerts }: { alerts: AlertPage } = await client.ask(
      `query ($rule: AlertRule, $after: String) {
         alerts(first: 100, rule: $rule, after: $after) {
           nodes { rule lotNumber } pageInfo { endCursor hasNextPage }
         }
       }`,
      { rule, after },
    );
    for (const { lotNumber } of alerts.nodes) lots.add(lotNumber);
    if (!alerts.pageInfo.hasNextPage) return lots;
    after = alerts.pageInfo.endCursor;
  }
}

it.each([
  ['NW6F002', 'ACTIVE'],
  ['NW6E090', 'HELD'],
  ['LK2601R', 'RECALLED'],
])('the demo has a lot %s that is %s', async (number, status) => {
  const { lots } = await regulator.ask<{ lots: { nodes: { number: string; status: string }[] } }>(
    'query ($search: String) { lots(search: $search) { nodes { number status } } }',
    { search: number },
  );
  expect(lots.nodes).toEqual([{ number, status }]);
});

it.each([
  ['a pack that was offered twice', 'DUPLICATE_DISPENSE', 'NW6A217'],
  ['an irregular supply', 'IRREGULAR_SUPPLY', 'NW6B031'],
])('the demo has %s', async (_, rule, lot) => {
  expect(await lotsAlertedBy(regulator, rule)).toContain(lot);
});
