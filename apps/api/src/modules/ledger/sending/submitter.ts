import { signTransaction } from '@custodia/ledger';
import type { DataSource } from 'typeorm';
import type { Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import type { SigningAccount } from '../chain/signers.js';
import { sqlOf, transact, type Sql } from '../sql.js';
import { isInCharge } from '../rotation/in-charge.js';
import type { PipelineWatch } from '../pipeline-watch.js';
import { planBatches, type Batch } from './batch-plan.rules.js';
import type { ReadyOperation } from './encode-batch.js';
import { fairOrder } from './fair-order.rules.js';
import { GAS_FOR_ITEMS, GAS_OF_CALL } from './gas.rules.js';
import { addHints } from './hints.js';
import { encodeOrBlame, MalformedOperations, refuseMalformed } from './malformed.js';
import { findHeld, pickOperations, type SendableOperation } from './pick.js';
import { currentFee, type SendingPolicy } from './sending-policy.js';
import {
  beginNonces,
  countUnderWay,
  OperationsOvertaken,
  storeTransactions,
  takeNonces,
  type NewTransaction,
} from './transactions.store.js';

/** Pending operations that are looked at in one round. */
const PICKED = 2_000;
/** The most that are looked at where all of the oldest have to wait for something. */
const MOST_PICKED = 32_000;
/** From so many calls under way on, calls that are not full wait for more operations. */
const BUSY = 4;
const FULL = 200;

/** Turns pending operations into signed transactions, stored and numbered, but not broadcast. */
export class Submitter {
  readonly #open = new Set<string>();

  constructor(
    private readonly database: DataSource,
    private readonly chain: Chain,
    private readonly consortium: Consortium,
    private readonly policy: SendingPolicy,
    private readonly watch: PipelineWatch,
  ) {}

  /** Begins the nonce sequences of accounts where the chain is, of each once. */
  async open(accounts: readonly SigningAccount[]): Promise<void> {
    for (const { address } of accounts) {
      if (this.#open.has(address)) continue;
      const next = await this.chain.transactionCount(address);
      await beginNonces(sqlOf(this.database), this.consortium.chainId, address, next);
      this.#open.add(address);
    }
  }

  /** Names of the signers for whom operations wait. */
  async waiting(): Promise<Set<string>> {
    const rows = await sqlOf(this.database)<{ signer: string }>(
      `SELECT DISTINCT signer FROM operation WHERE status = 'PENDING'`,
    );
    return new Set(rows.map(({ signer }) => signer));
  }

  /** @returns how many operations were signed. */
  async signPending(account: SigningAccount): Promise<number> {
    const fee = await currentFee(this.chain, this.policy.fees);
    const sizes: number[] = [];
    const done = await this.unlessOvertaken(async (sql) => {
      const nonce = await takeNonces(sql, this.consortium.chainId, account.address);
      if (nonce === undefined || !(await isInCharge(sql, account))) return 0;
      const batches = await this.plan(sql, account);
      if (batches.length === 0) return 0;
      const ready = await addHints(
        sql,
        batches.flatMap(({ operations }) => operations),
      );
      try {
        const transactions = batches.map(({ operations }, index) =>
          this.sign(account, nonce + index, fee, operations, ready),
        );
        await storeTransactions(sql, this.consortium.chainId, account.address, transactions);
        sizes.push(...batches.map(({ operations }) => operations.length));
        return ready.size;
      } catch (error) {
        if (!(error instanceof MalformedOperations)) throw error;
        await refuseMalformed(sql, error.operations);
        return error.operations.length;
      }
    });
    if (done > 0) for (const size of sizes) this.watch.signed(size);
    return done;
  }

  /** Nothing is signed in a round in which the picture that it was planned on changed. */
  private async unlessOvertaken(body: (sql: Sql) => Promise<number>): Promise<number> {
    try {
      return await transact(this.database, body);
    } catch (error) {
      if (error instanceof OperationsOvertaken) return 0;
      throw error;
    }
  }

  private async plan(sql: Sql, account: SigningAccount): Promise<Batch<SendableOperation>[]> {
    const underWay = await countUnderWay(sql, account.address);
    const calls = this.policy.callsUnderWay - underWay;
    if (calls <= 0) return [];
    for (let limit = PICKED; ; limit *= 4) {
      const picked = await pickOperations(sql, account.name, limit);
      const { operations } = picked;
      if (operations.length === 0 || (underWay >= BUSY && operations.length < FULL)) return [];
      const held = await findHeld(sql, account.name, picked);
      const limits = { gasPerCall: GAS_FOR_ITEMS, calls };
      const batches = planBatches(fairOrder(operations), limits, ({ id }) => held.has(id));
      if (batches.length > 0 || picked.frontiers.size === 0 || limit >= MOST_PICKED) return batches;
    }
  }

  private sign(
    account: SigningAccount,
    nonce: number,
    fee: bigint,
    operations: readonly SendableOperation[],
    ready: ReadonlyMap<string, ReadyOperation>,
  ): NewTransaction {
    const { chainId, addresses } = this.consortium;
    const { contract, data } = encodeOrBlame(operations.flatMap(({ id }) => ready.get(id) ?? []));
    const gasLimit = GAS_OF_CALL + operations.reduce((sum, { gas }) => sum + gas, 0);
    const to = addresses[contract];
    // Whoever asks looks first: without an address, a transaction would make a contract.
    if (!to) throw new Error(`This consortium has no ${contract}`);
    const signed = signTransaction(account.key, { chainId, nonce, gasPrice: fee, gasLimit, to, data });
    const kind = operations[0]?.call.kind ?? '';
    return { ...signed, nonce, kind, gasLimit, fee, operationIds: operations.map(({ id }) => id) };
  }
}
