import { ChainRpc } from '@custodia/ledger';
import type { Row } from '../report.js';
import type { Rig } from '../rig.js';

const BLOCKS_AT_ONCE = 100;

/** All projections from block 0, beside the bare reading of the same logs. */
export async function rebuildPart(rig: Rig): Promise<Row[]> {
  const [events] = await rig.sql<{ count: number }>('SELECT count(*)::int AS count FROM ledger.event');
  const limit = events!.count / (await readLogs(rig));
  const started = performance.now();
  const said = await rig.cli('ledger:rebuild');
  // What the command says of itself leaves the start of the program out.
  const seconds = Number(/in ([\d.]+) s/.exec(said)?.[1] ?? (performance.now() - started) / 1_000);
  return [
    {
      id: 'rebuild',
      what: `projections rebuilt from ${events!.count.toLocaleString('en')} ledger events`,
      value: events!.count / Math.max(seconds, 0.05),
      unit: 'events/s',
      target: { least: 10_000 },
      limit,
      limitIs: 'eth_getLogs of the same range',
    },
  ];
}

/** @returns seconds */
async function readLogs(rig: Rig): Promise<number> {
  const rpc = new ChainRpc(rig.chainUrl);
  const contracts = await rig.sql<{ address: string }>(
    `SELECT '0x' || encode(address, 'hex') AS address FROM ledger_contract`,
  );
  const address = contracts.map((contract) => contract.address);
  const head = Number(await rpc.call<string>('eth_blockNumber', []));
  const started = performance.now();
  for (let from = 0; from <= head; from += BLOCKS_AT_ONCE) {
    const range = { fromBlock: hex(from), toBlock: hex(Math.min(head, from + BLOCKS_AT_ONCE - 1)) };
    await rpc.call('eth_getLogs', [{ ...range, address }]);
  }
  return (performance.now() - started) / 1_000;
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
