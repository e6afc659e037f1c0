import 'reflect-metadata';
import { DataSource, type EntityManager } from 'typeorm';
import { databaseOptions } from '../database/data-source.js';
import { Chain } from '../modules/ledger/chain/chain.js';
import { Signers } from '../modules/ledger/chain/signers.js';
import { openPipeline } from '../modules/ledger/pipeline.js';

/**
 * Moments at which a worker can die. `signing` and `settling`: before the commit of what it wrote. `signed`, `sent`
 * and `recorded`: signed and stored but not sent, sent but not known to be, known to be sent but not indexed.
 */
export type DeathPoint = 'signing' | 'signed' | 'sent' | 'recorded' | 'settling';

const [databaseUrl = '', rpcUrl = '', deathPoint = '', ...keys] = process.argv.slice(2);

/** What a transaction has written when it is time to die, before it commits. */
const WRITTEN: Partial<Record<string, string>> = {
  signing: 'SELECT 1 FROM ledger_transaction WHERE created_at = now()',
  settling: 'SELECT 1 FROM operation WHERE settled_at = now()',
};

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: SIGKILL cannot be caught');
}

/** The chain, seen by a worker that dies right after the node has answered. */
class DeadlyChain extends Chain {
  override async send(raw: Uint8Array) {
    const answer = await super.send(raw);
    return deathPoint === 'sent' ? die() : answer;
  }
}

/** The database, seen by a worker that dies before a commit. */
class DeadlyDatabase extends DataSource {
  override transaction<T>(...args: unknown[]): Promise<T> {
    const body = args.at(-1) as (manager: EntityManager) => Promise<T>;
    return super.transaction(async (manager) => {
      const result = await body(manager);
      const written = WRITTEN[deathPoint];
      if (written && (await manager.query<unknown[]>(written)).length > 0) die();
      return result;
    });
  }
}

/** A worker for tests, in a process of its own: works like any other until it dies. */
const database = await new DeadlyDatabase(databaseOptions(databaseUrl)).initialize();
const [operator, regulator, proposer, approver] = keys;
const signers = new Signers({ operator, regulator, proposer, approver });
const { accounts, submitter, broadcaster, indexer } = await openPipeline(
  database,
  new DeadlyChain(rpcUrl),
  signers,
);
for (;;) {
  let signed = 0;
  for (const account of accounts) signed += await submitter.signPending(account);
  if (signed > 0 && deathPoint === 'signed') die();
  if ((await broadcaster.broadcast()) > 0 && deathPoint === 'recorded') die();
  await indexer.round();
}
