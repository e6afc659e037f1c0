import { type ChainLog, type ChainRpc, type Hex } from '@custodia/ledger';

/** Nodes bound the range of a query; Besu's default is 5,000 blocks. */
const SPAN = 5_000;

/** Logs between two blocks, both included, with these topics; null matches any. */
export async function logsBetween(
  rpc: ChainRpc,
  from: number,
  to: number,
  address: string,
  topics: readonly (string | null)[],
): Promise<ChainLog[]> {
  const found: ChainLog[] = [];
  for (let start = from; start <= to; start += SPAN) {
    const range = { fromBlock: quantity(start), toBlock: quantity(Math.min(start + SPAN - 1, to)) };
    found.push(...(await rpc.call<ChainLog[]>('eth_getLogs', [{ ...range, address, topics }])));
  }
  return found;
}

/** Whether there is a contract at an address. */
export async function isContract(rpc: ChainRpc, address: string): Promise<boolean> {
  return (await rpc.call<Hex>('eth_getCode', [address, 'latest'])) !== '0x';
}

/** What a contract answers, as encoded. */
export function ask(rpc: ChainRpc, to: string, data: string): Promise<Hex> {
  return rpc.call<Hex>('eth_call', [{ to, data }, 'latest']);
}

function quantity(value: number): Hex {
  return `0x${value.toString(16)}`;
}
