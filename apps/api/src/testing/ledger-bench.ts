import { scratchChain, type RunningChain } from '@custodia/embedded';
import { KeyRight, lotKeyOf, randomId, Role, type Hex, type LedgerCall } from '@custodia/ledger';
import type { Type } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chain } from '../modules/ledger/chain/chain.js';
import { deployOnce } from '../modules/ledger/chain/deploy.js';
import { Signers } from '../modules/ledger/chain/signers.js';
import { openPipeline, type Pipeline } from '../modules/ledger/pipeline.js';
import { sqlOf } from '../modules/ledger/sql.js';
import { systemActor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import { UnitOfWork, type NewOperation, type Operation } from '../platform/work/index.js';
import { openBench, type Bench } from './bench.js';

export const REGULATOR = 1;
export const MAKER = 10;
export const DISTRIBUTOR = 20;
export const PHARMACY = 30;
export const PRESCRIBER = 40;

/** A database, a chain with the contracts, and the pipeline between them. */
export interface LedgerBench extends Bench {
  readonly chain: RunningChain;
  readonly pipeline: Pipeline;
  /** Puts operations into the outbox, in one unit of work. @returns their ids */
  enqueue(...operations: NewOperation[]): Promise<string[]>;
  /** Does what the worker does until every operation is settled. */
  settle(): Promise<void>;
  /** One go of everything that the worker does. */
  turn(): Promise<void>;
  operation(id: string): Promise<Pick<Operation, 'status' | 'reason'>>;
  /** Registers a run of the maker and gives its ledger lot. */
  registerRun(units: number): Promise<{ lot: Hex; runId: number }>;
}

/** Founds a consortium of one party of each kind, all hosted by one operator key. */
export async function openLedgerBench(
  options: { chain?: RunningChain; imports?: Type[] } = {},
): Promise<LedgerBench> {
  const bench = await openBench({ imports: options.imports ?? [] });
  const chain = options.chain ?? (await scratchChain());
  const key = (index: number) => chain.accounts[index]?.privateKey ?? '';
  const address = (index: number) => (chain.accounts[index]?.address ?? '').toLowerCase() as Hex;
  const sql = sqlOf(bench.database);
  const signers = new Signers({ operator: key(0), regulator: key(1), proposer: key(2), approver: key(3) });
  const node = new Chain(chain.url);
  const founder = { party: REGULATOR, gln: '9501101530003', keys: [address(1), address(4)] };
  const [deployer] = signers.accounts;
  if (!deployer) throw new Error('The bench has no operator');
  await deployOnce(bench.database, { url: chain.url, chain: node, deployer, founder });
  const pipeline = await openPipeline(bench.database, node, signers);
  let runs = 0;

  const ledger: LedgerBench = {
    ...bench,
    chain,
    pipeline,
    enqueue: (...operations) =>
      bench.get(UnitOfWork).run(systemActor('bench'), 'bench.enqueue', async (tx) => {
        const ids: string[] = [];
        for (const operation of operations) ids.push(await tx.enqueue(operation));
        return ids;
      }),
    async turn() {
      for (const account of pipeline.accounts) await pipeline.submitter.signPending(account);
      await pipeline.broadcaster.broadcast();
      await pipeline.indexer.round();
    },
    async settle() {
      for (let turns = 0; turns < 600; turns++) {
        await ledger.turn();
        const [open] = await sql<{ count: number }>(
          `SELECT count(*) AS count FROM operation WHERE status IN ('PENDING', 'SENT')`,
        );
        if (open?.count === 0) return;
        await sleep(20);
      }
      const stuck = await sql(
        `SELECT id, kind, status, seq FROM operation WHERE status IN ('PENDING', 'SENT') LIMIT 5`,
      );
      throw new Error(`Operations do not settle: ${JSON.stringify(stuck)}`);
    },
    async operation(id) {
      const [row] = await sql<Operation>('SELECT status, reason FROM operation WHERE id = $1', [id]);
      if (!row) throw new Error(`There is no operation ${id}`);
      return row;
    },
    async registerRun(units) {
      const lotId = randomId();
      const runId = ++runs;
      const call: LedgerCall = { kind: 'registerLot', lotId, units, expiryDay: 30_000, root: randomId() };
      await ledger.enqueue({ call, partyId: MAKER, runId });
      await ledger.settle();
      return { lot: lotKeyOf(MAKER, lotId), runId };
    },
    async close() {
      await bench.close();
      if (!options.chain) await chain.stop();
    },
  };
  await admitAll(ledger, address);
  return ledger;
}

async function admitAll(ledger: LedgerBench, address: (index: number) => Hex): Promise<void> {
  const parties: [number, number][] = [
    [MAKER, Role.Manufacturer],
    [DISTRIBUTOR, Role.Distributor],
    [PHARMACY, Role.Pharmacy],
    [PRESCRIBER, Role.Prescriber],
  ];
  const order = (call: LedgerCall): NewOperation => ({
    call,
    partyId: REGULATOR,
    signer: 'regulator',
    id: newId(),
  });
  const orders = parties.flatMap(([party, roles]) => [
    order({
      kind: 'admit',
      party,
      gln: String(9_501_101_530_000 + party),
      roles,
      hpkeKey: randomId(),
      endpoint: `https://${party}.example`,
    }),
    order({ kind: 'changeKey', party, key: address(0), rights: KeyRight.Operate }),
  ]);
  await ledger.enqueue(
    ...orders,
    order({ kind: 'changeKey', party: MAKER, key: address(2), rights: KeyRight.Operate }),
    order({ kind: 'changeKey', party: MAKER, key: address(3), rights: KeyRight.Approve }),
  );
  await ledger.settle();
}
