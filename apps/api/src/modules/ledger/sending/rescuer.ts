import { signTransaction, type Hex } from '@custodia/ledger';
import { Transaction } from 'ethers';
import type { DataSource } from 'typeorm';
import type { Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import type { SigningAccount } from '../chain/signers.js';
import { bytea } from '../projection/rows.js';
import { transact, type Sql } from '../sql.js';
import { raisedFee } from './fee.rules.js';
import { gasPriceFor, withinBounds, type FeePolicy } from './sending-policy.js';
import { storeReplacement, takeNonces } from './transactions.store.js';

const GAS_OF_NOTHING = 21_000;

interface Waiting {
  readonly id: number;
  readonly nonce: number;
  readonly raw: Buffer;
  readonly fee: bigint;
}

/** Gets transactions moving that are stuck: because others became dearer, or because a nonce before them is missing. */
export class Rescuer {
  constructor(
    private readonly database: DataSource,
    private readonly chain: Chain,
    private readonly consortium: Consortium,
    private readonly fees: FeePolicy,
  ) {}

  /**
   * @param patienceMs how long a transaction may wait for its block before it is looked at
   * @returns how many transactions were signed
   */
  async rescue(account: SigningAccount, patienceMs: number): Promise<number> {
    const [used, gasPrice] = await Promise.all([
      this.chain.transactionCount(account.address),
      gasPriceFor(this.chain, this.fees),
    ]);
    return transact(this.database, async (sql) => {
      const next = await takeNonces(sql, this.consortium.chainId, account.address);
      if (next === undefined) return 0;
      const filled = await this.fillGaps(sql, account, used, next, gasPrice);
      return filled + (await this.raiseFees(sql, account, used, gasPrice, patienceMs));
    });
  }

  /** A nonce that no transaction of ours has any more stops all later ones: one that does nothing takes its place. */
  private async fillGaps(
    sql: Sql,
    account: SigningAccount,
    used: number,
    next: number,
    gasPrice: bigint,
  ): Promise<number> {
    const missing = await sql<{ nonce: number }>(
      `SELECT n.nonce FROM generate_series($3::bigint, $4::bigint - 1) AS n (nonce)
       WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t
         WHERE t.chain_id = $1 AND t.signer = $2 AND t.nonce = n.nonce AND t.status NOT IN ('REPLACED', 'LOST'))`,
      [this.consortium.chainId, bytea(account.address), used, next],
    );
    for (const { nonce } of missing) {
      const { address: to } = account;
      await this.store(sql, account, {
        nonce,
        fee: withinBounds(gasPrice, this.fees),
        to,
        data: new Uint8Array(),
        gasLimit: GAS_OF_NOTHING,
      });
    }
    return missing.length;
  }

  private async raiseFees(
    sql: Sql,
    account: SigningAccount,
    used: number,
    gasPrice: bigint,
    patienceMs: number,
  ): Promise<number> {
    const waiting = await sql<Omit<Waiting, 'fee'> & { fee: string }>(
      `SELECT id, nonce, raw, max_fee AS fee FROM ledger_transaction t
       WHERE chain_id = $1 AND signer = $2 AND nonce >= $3 AND status IN ('SIGNED', 'SENT')
         AND created_at < now() - make_interval(secs => $4)
         AND NOT EXISTS (SELECT 1 FROM ledger_transaction newer WHERE newer.replaces = t.id)
       ORDER BY nonce`,
      [this.consortium.chainId, bytea(account.address), used, patienceMs / 1000],
    );
    let raised = 0;
    for (const { id, nonce, raw, fee: paid } of waiting) {
      const raisedTo = raisedFee(BigInt(paid), gasPrice);
      if (raisedTo === undefined || raisedTo > withinBounds(raisedTo, this.fees)) continue;
      const { to, data, gasLimit } = Transaction.from(`0x${raw.toString('hex')}`);
      const call = { to: (to ?? account.address) as Hex, data: Buffer.from(data.slice(2), 'hex') };
      await this.store(sql, account, {
        nonce,
        fee: raisedTo,
        gasLimit: Number(gasLimit),
        ...call,
        replaces: id,
      });
      raised += 1;
    }
    return raised;
  }

  private async store(
    sql: Sql,
    account: SigningAccount,
    call: { nonce: number; fee: bigint; to: Hex; data: Uint8Array; gasLimit: number; replaces?: number },
  ): Promise<void> {
    const { nonce, fee, to, data, gasLimit, replaces } = call;
    const { chainId } = this.consortium;
    const signed = signTransaction(account.key, { chainId, nonce, gasPrice: fee, gasLimit, to, data });
    await storeReplacement(sql, chainId, account.address, { ...signed, nonce, fee, gasLimit }, replaces);
  }
}
