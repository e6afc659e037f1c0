import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { encodeCall, type Hex } from '@custodia/ledger';
import { launchBrowser } from '../../journeys/browser.js';
import { serveModules } from '../../served-modules.js';
import type { Row } from '../report.js';
import type { Device, SentGrant } from '../records/device.mjs';
import { startRecordNodes, type RecordNodes } from '../records/nodes.js';
import type { Sizes } from '../settings.js';

/** As CONTRACTS of the comparison measured them: MedRec's `addViewer`, and taking a viewer away. */
const MEDREC = { grant: 167_390, revoke: 57_140 } as const;
/** Entries that a screen shows first. */
const FIRST = 50;
const NODES = 3;
/** Entries that a node releases to one reader in an hour: each round of requests has a reader of its own. */
const FOR_ONE_READER = 2_000;

/** A patient's record: made, sealed to, granted, revoked and read, in the browser and in Node, at three release nodes. */
export async function recordsPart(sizes: Sizes): Promise<Row[]> {
  const nodes = await startRecordNodes();
  try {
    const { device } = await import('../records/device.mjs');
    return [
      ...(await browserRows(nodes, sizes)),
      ...(await rowsOf('node', 'Node', device, nodes, nodes.doors, sizes)),
      await throughputRow(device, nodes, sizes),
      ...gasRows(),
    ];
  } finally {
    await nodes.stop();
  }
}

async function browserRows(nodes: RecordNodes, sizes: Sizes): Promise<Row[]> {
  const served = await serveModules('bench/records/device.mjs', nodes.doors);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(served.url);
    await page.waitForFunction('globalThis.device !== undefined');
    const call = (name: string, values: unknown[]) =>
      page.evaluate(`device.${name}(...${JSON.stringify(values)})`);
    const device = new Proxy({} as Device, {
      get:
        (_, name) =>
        (...values: unknown[]) =>
          call(String(name), values),
    });
    const doors = nodes.doors.map((_, i) => ({ url: `/nodes/${i + 1}` }));
    return await rowsOf('browser', 'the browser', device, nodes, doors, sizes);
  } finally {
    await browser.close();
    await served.close();
  }
}

/** What a device does, at one place after the other. */
async function rowsOf(
  id: string,
  where: string,
  device: Device,
  nodes: RecordNodes,
  doors: RecordNodes['doors'],
  { recordEntries }: Sizes,
): Promise<Row[]> {
  const signUp = await device.signUp(doors);
  const sealed = await device.seal(doors, recordEntries);
  const granted = await device.grant(doors);
  await relay(nodes, granted.signed);
  const first = Math.min(FIRST, recordEntries);
  const screen = await device.open(doors, first);
  const list = await device.open(doors, recordEntries);
  const revoked = await device.revoke(doors);
  const row = (
    name: string,
    what: string,
    value: number,
    more: Pick<Row, 'target' | 'limit' | 'limitIs'> = {},
  ): Row => ({ id: `records.${name}.${id}`, what: `${what}, ${where}`, value, unit: 'ms', ...more });
  const opens = 'HPKE and AES-GCM alone, as many';
  return [
    row('signup', 'sign up: keys, both unlockers tried, directory at the nodes', signUp.took, {
      limit: signUp.limit,
      limitIs: 'Argon2id alone, twice',
    }),
    row('seal', 'seal a dispensed medicine', sealed.took, {
      limit: sealed.limit,
      limitIs: 'HPKE five times and AES-GCM, alone',
    }),
    row('grant', 'grant, until the nodes have it', granted.took),
    row('revoke', 'revoke, until all nodes have stopped', revoked.took),
    row('open.50', `open ${first} entries, after their release`, screen.all, {
      target: { most: 1_000 },
      limit: screen.limit,
      limitIs: opens,
    }),
    row('open.first', `show the first ${first} of ${recordEntries}, after their release`, list.first, {
      target: { most: 1_000 },
    }),
    row('open.500', `open ${recordEntries} entries, after their release`, list.all, {
      target: { most: 3_000 },
      limit: list.limit,
      limitIs: opens,
    }),
    row('listed.500', `list ${recordEntries} sealed entries of three nodes`, list.listed),
    row('released.500', `release of ${recordEntries} entries by three nodes`, list.released),
  ];
}

/** One message to each node for hundreds of entries, again and again. */
async function throughputRow(device: Device, nodes: RecordNodes, sizes: Sizes): Promise<Row> {
  const { recordEntries: entries, releaseRounds } = sizes;
  const times = Math.floor(FOR_ONE_READER / entries);
  let took = 0;
  for (let round = 0; round < releaseRounds; round++) {
    await relay(nodes, (await device.grant(nodes.doors)).signed);
    took += (await device.release(nodes.doors, entries, times)).took;
  }
  const opens = (entries / (await device.rawOpens(entries))) * 1_000;
  return {
    id: 'records.release',
    what: 'entries released, each by three nodes',
    value: ((entries * times * releaseRounds) / took) * 1_000,
    unit: '/s',
    limit: (opens * Math.min(availableParallelism(), NODES)) / NODES,
    limitIs: 'HPKE alone, once at each node',
  };
}

async function relay({ send, contracts }: RecordNodes, { deadline, ...signed }: SentGrant): Promise<void> {
  const operation: Hex = `0x${'00'.repeat(16)}`;
  const message = { operation, ...signed, deadline: BigInt(deadline) };
  await send(contracts.consentRegistry, encodeCall('consentRegistry', 'grant', message));
}

/** As the contracts' own tests hold them. */
function gasRows(): Row[] {
  const file = new URL('../../../contracts/gas/transactions.json', import.meta.url);
  const gas = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const row = (act: 'grant' | 'revoke'): Row => ({
    id: `records.gas.${act}`,
    what: `${act} a consent on the ledger, relayed`,
    value: Number(gas[`${act} a consent`]),
    unit: 'gas',
    limit: MEDREC[act],
    limitIs: 'MedRec',
  });
  return [row('grant'), row('revoke')];
}
