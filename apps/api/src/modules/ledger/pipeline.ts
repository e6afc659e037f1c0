import type { DataSource } from 'typeorm';
import type { Chain } from './chain/chain.js';
import { findConsortium, type Consortium } from './chain/consortium.js';
import type { Accounts } from './chain/signers.js';
import { UNWATCHED, type PipelineWatch } from './pipeline-watch.js';
import { Indexer } from './reading/indexer.js';
import { Broadcaster } from './sending/broadcaster.js';
import { Rescuer } from './sending/rescuer.js';
import type { SendingPolicy } from './sending/sending-policy.js';
import { Submitter } from './sending/submitter.js';
import { sqlOf } from './sql.js';

/** The parts that carry operations to the ledger and what it says back, connected to one consortium. */
export interface Pipeline extends Accounts {
  readonly consortium: Consortium;
  readonly submitter: Submitter;
  readonly broadcaster: Broadcaster;
  readonly rescuer: Rescuer;
  readonly indexer: Indexer;
}

/** What an operator can set about the pipeline. */
export interface PipelinePolicy extends SendingPolicy {
  /** How deep a block has to lie before it counts. */
  readonly confirmations: number;
}

const DEFAULT_POLICY: PipelinePolicy = {
  confirmations: 1,
  callsUnderWay: 16,
  fees: { kind: 'market', most: undefined },
};

/** @throws ChainUnreachable, WrongChain */
export async function openPipeline(
  database: DataSource,
  chain: Chain,
  held: Accounts,
  policy: PipelinePolicy = DEFAULT_POLICY,
  watch: PipelineWatch = UNWATCHED,
): Promise<Pipeline> {
  const consortium = await findConsortium(sqlOf(database), chain);
  const submitter = new Submitter(database, chain, consortium, policy, watch);
  const broadcaster = new Broadcaster(database, chain, consortium);
  const rescuer = new Rescuer(database, chain, consortium, policy.fees);
  const indexer = new Indexer(database, chain, consortium, held, policy.confirmations, watch);
  await submitter.open(held.accounts);
  await indexer.open();
  return {
    consortium,
    submitter,
    broadcaster,
    rescuer,
    indexer,
    get accounts() {
      return held.accounts;
    },
  };
}
