import type { Hex, LedgerAddresses } from '@custodia/ledger';
import type { Sql } from '../sql.js';
import type { Chain } from './chain.js';

/** The contracts that this node works with. */
export interface Consortium {
  readonly chainId: number;
  readonly addresses: LedgerAddresses;
  /** The block of the first contract. */
  readonly fromBlock: number;
}

/** The chain answers, but it is not one that this node can work with. The message says what to do. */
export class WrongChain extends Error {
  override readonly name = 'WrongChain';
}

interface ContractRow {
  readonly chain_id: number;
  readonly name: keyof LedgerAddresses;
  readonly address: string;
  readonly block_number: number;
}

/**
 * The contracts recorded for the chain that the node is connected to.
 * @throws WrongChain where none are
 * @throws ChainUnreachable
 */
export async function findConsortium(sql: Sql, chain: Chain): Promise<Consortium> {
  const chainId = await chain.id();
  const rows = await sql<ContractRow>(
    `SELECT chain_id, name, '0x' || encode(address, 'hex') AS address, block_number FROM ledger_contract`,
  );
  const here = rows.filter((row) => row.chain_id === chainId);
  if (here.length === 0) throw new WrongChain(whyUnknown(chainId, rows));
  return {
    chainId,
    addresses: Object.fromEntries(here.map(({ name, address }) => [name, address as Hex])) as LedgerAddresses,
    fromBlock: Math.min(...here.map(({ block_number }) => block_number)),
  };
}

export async function recordConsortium(
  sql: Sql,
  { chainId, addresses, fromBlock }: Consortium,
): Promise<void> {
  const entries = Object.entries(addresses);
  await sql(
    `INSERT INTO ledger_contract (chain_id, name, address, block_number, deployed_at)
     SELECT $1, u.name, decode(u.address, 'hex'), $4, now() FROM unnest($2::text[], $3::text[]) AS u (name, address)`,
    [chainId, entries.map(([name]) => name), entries.map(([, address]) => address.slice(2)), fromBlock],
  );
}

function whyUnknown(chainId: number, rows: readonly ContractRow[]): string {
  const known = [...new Set(rows.map((row) => row.chain_id))].join(', ');
  if (!known) {
    return `No contracts are recorded for chain ${chainId}. Deploy them with the command deploy-contracts.`;
  }
  return (
    `LEDGER_RPC_URL leads to chain ${chainId}, but this database belongs to chain ${known}. ` +
    'Correct the address, or use a database of its own for this chain.'
  );
}
