import { deployLedger, ledgerProvider, type Founder } from '@custodia/ledger';
import type { DataSource } from 'typeorm';
import { bytea } from '../projection/rows.js';
import { sqlOf, type Sql } from '../sql.js';
import type { Chain } from './chain.js';
import { findConsortium, recordConsortium, type Consortium } from './consortium.js';
import { DeployingWallet, type SignedDeployment } from './deploying-wallet.js';
import type { SigningAccount } from './signers.js';

export interface DeployOrder {
  readonly url: string;
  readonly chain: Chain;
  /** Pays for the contracts and gets no rights. */
  readonly deployer: SigningAccount;
  readonly founder: Founder;
}

/**
 * Deploys the contracts and records where they are, unless some are recorded for this chain.
 * @returns the consortium, and whether it is new
 */
export async function deployOnce(
  database: DataSource,
  order: DeployOrder,
): Promise<{ consortium: Consortium; isNew: boolean }> {
  const sql = sqlOf(database);
  const chainId = await order.chain.id();
  const [recorded] = await sql('SELECT 1 FROM ledger_contract WHERE chain_id = $1', [chainId]);
  if (recorded) return { consortium: await findConsortium(sql, order.chain), isNew: false };
  const [other] = await sql('SELECT 1 FROM ledger_contract');
  // One database follows one chain: findConsortium says what to do.
  if (other) await findConsortium(sql, order.chain);

  const provider = ledgerProvider(order.url, chainId);
  try {
    const wallet = new DeployingWallet(order.deployer.key, provider, (signed) =>
      storeDeployment(sql, chainId, order.deployer.address, signed),
    );
    const consortium = { chainId, ...(await deployLedger(wallet, order.founder)) };
    await recordConsortium(sql, consortium);
    return { consortium, isNew: true };
  } finally {
    provider.destroy();
  }
}

/** As sent: whether it is in a block is for the indexer to find out, like that of any transaction. */
async function storeDeployment(
  sql: Sql,
  chainId: number,
  address: string,
  { raw, hash, nonce }: SignedDeployment,
): Promise<void> {
  await sql(
    `WITH sequence AS (
       INSERT INTO ledger_signer (chain_id, address, next_nonce) VALUES ($1, $2, $3 + 1)
       ON CONFLICT (chain_id, address)
       DO UPDATE SET next_nonce = greatest(ledger_signer.next_nonce, excluded.next_nonce)
     )
     INSERT INTO ledger_transaction (chain_id, signer, nonce, hash, raw, kind, gas_limit, max_fee, status, sent_at)
     VALUES ($1, $2, $3, $4, $5, 'deploy', 0, 0, 'SENT', now())`,
    [chainId, bytea(address), nonce, bytea(hash), bytea(raw)],
  );
}
