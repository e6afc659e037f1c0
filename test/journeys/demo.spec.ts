import { openKeybag, patientKeysOf } from '@custodia/vault';
import { gateOf, listOwnEntries, readLogs } from '@custodia/vault/nodes';
import { expect, inject, it } from 'vitest';
import { cast } from './cast.js';
import { Client } from './client.js';

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

it('the demo has a patient whose record is filled, and was looked at', async () => {
  const grace = new Client();
  const input = { email: 'grace@patient.example', password: 'custodia-demo' };
  await grace.ask('mutation ($input: PatientSignInInput!) { signInPatient(input: $input) { id } }', {
    input,
  });
  const { myRecord } = await grace.ask<{ myRecord: { keybag: string } }>('{ myRecord { keybag } }');
  const passphrase = 'harvest-lantern-copper-meadow';
  const keybag = await openKeybag(new TextEncoder().encode(myRecord.keybag), {
    kind: 'passphrase',
    passphrase,
  });
  const keys = await patientKeysOf(keybag.rootSecret);
  const doors = [1, 2, 3].map((n) => ({ url: `${inject('portal')}/nodes/${n}` }));
  const { gate } = await gateOf(doors);
  const { entries } = await listOwnEntries(doors, gate, keys);
  expect(new Set(entries.map(({ header }) => header.category))).toEqual(
    new Set(['medications', 'allergies', 'emergency-summary', 'laboratory', 'cardiology']),
  );
  const { lines } = await readLogs(doors, gate, keys);
  const events = new Set(lines.map(({ event }) => event));
  expect(events).toContain('release');
  expect(events).toContain('denial');
});
