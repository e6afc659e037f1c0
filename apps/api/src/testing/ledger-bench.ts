import { scratchChain, type RunningChain } from '@custodia/embedded';
import { ChainRpc, KeyRight, lotKeyOf, randomId, Role, type Hex, type LedgerCall } from '@custodia/ledger';
import type { Type } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Config } from '../config.js';
import { Chain } from '../modules/ledger/chain/chain.js';
import { deployOnce } from '../modules/ledger/chain/deploy.js';
import { Signers } from '../modules/ledger/chain/signers.js';
import { openPipeline, type Pipeline, type PipelinePolicy } from '../modules/ledger/pipeline.js';
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
  readonly databaseUrl: string;
  readonly chain: RunningChain;
  readonly pipeline: Pipeline;
  /** The pipeline's own view of the chain. */
  readonly node: Chain;
  /** Puts operations into the outbox, in one unit of work. @returns their ids */
  enqueue(...operations: NewOperation[]): Promise<string[]>;
  /** Does what the worker does until every operation is settled. */
  settle(): Promise<void>;
  /** The same after the chain went back: first what was settled is open again. */
  recover(): Promise<void>;
  /** One go of everything that the worker does. */
  turn(): Promise<void>;
  operation(id: string): Promise<Pick<Operation, 'status' | 'reason'>>;
  /** Registers a run of the maker and gives its ledger lot. */
  registerRun(units: number): Promise<BenchRun>;
  /** The same, with all units in the pharmacy. */
  stockedRun(units: number): Promise<BenchRun>;
  /** Calls the node directly, as anvil's own methods need it. */
  rpc<T>(method: string, ...params: unknown[]): Promise<T>;
}

export interface BenchRun {
  readonly lot: Hex;
  readonly runId: number;
}

/** A supply of one unit without a prescription. */
export function supply({ lot, runId }: BenchRun, index: number): NewOperation {
  const call: LedgerCall = { kind: 'dispense', lot, index, portion: 0, basis: 2, quantity: 30 };
  return { call, partyId: PHARMACY, runId, idx: [index, index + 1], id: newId() };
}

/** Founds a consortium of one party of each kind, all hosted by one operator key. */
export async function openLedgerBench(
  options: { chain?: RunningChain; imports?: Type[]; policy?: PipelinePolicy } = {},
): Promise<LedgerBench> {
  const chain = options.chain ?? (await scratchChain());
  const bench = await openBench({ imports: options.imports ?? [], settings: { LEDGER_RPC_URL: chain.url } });
  const key = (index: number) => chain.accounts[index]?.privateKey ?? '';
  const address = (index: number) => (chain.accounts[index]?.address ?? '').toLowerCase() as Hex;
  const sql = sqlOf(bench.database);
  const signers = new Signers({
    operator: key(0),
    regulator: key(1),
    'regulator-approver': key(4),
    proposer: key(2),
    approver: key(3),
  });
  const node = new Chain(chain.url);
  const founder = { party: REGULATOR, gln: '9501101530003', keys: [address(1), address(4)] };
  const [deployer] = signers.accounts;
  if (!deployer) throw new Error('The bench has no operator');
  await deployOnce(bench.database, { url: chain.url, chain: node, deployer, founder });
  const pipeline = await openPipeline(bench.database, node, signers, options.policy);
  const rpc = new ChainRpc(chain.url);
  let runs = 0;

  const ledger: LedgerBench = {
    ...bench,
    databaseUrl: bench.get(Config).databaseUrl,
    chain,
    node,
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
    async recover() {
      expectRolledBack(await pipeline.indexer.round());
      await ledger.settle();
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
    async stockedRun(units) {
      const run = await ledger.registerRun(units);
      const range = { lot: run.lot, start: 0, end: units };
      await ledger.enqueue(
        { call: { kind: 'ship', ...range, receiver: PHARMACY }, partyId: MAKER, runId: run.runId },
        { call: { kind: 'receive', ...range }, partyId: PHARMACY, runId: run.runId },
      );
      await ledger.settle();
      return run;
    },
    rpc: (method, ...params) => rpc.call(method, params),
    async close() {
      await bench.close();
      if (!options.chain) await chain.stop();
    },
  };
  await admitAll(ledger, address);
  return ledger;
}

function expectRolledBack(progress: string): void {
  if (progress !== 'rolled-back') throw new Error(`The chain did not go back: ${progress}`);
}

type ByTwo = 'Admission' | 'Roles' | 'Reinstatement' | 'Key';
type Wish<O extends ByTwo> = Omit<Extract<LedgerCall, { kind: `approve${O}` }>, 'kind' | 'proposal'>;

/** An order of the regulator with the signatures of both its keys. */
export function byTwo<O extends ByTwo>(order: O, wish: Wish<O>): [NewOperation, NewOperation] {
  const id = newId();
  const propose = { kind: `propose${order}`, ...wish } as unknown as LedgerCall;
  const approve = { kind: `approve${order}`, proposal: id, ...wish } as unknown as LedgerCall;
  return [
    { partyId: REGULATOR, signer: 'regulator', call: propose, id },
    { partyId: REGULATOR, signer: 'regulator-approver', call: approve, id: newId() },
  ];
}

async function admitAll(ledger: LedgerBench, address: (index: number) => Hex): Promise<void> {
  const parties: [number, number][] = [
    [MAKER, Role.Manufacturer],
    [DISTRIBUTOR, Role.Distributor],
    [PHARMACY, Role.Pharmacy],
    [PRESCRIBER, Role.Prescriber],
  ];
  const operate = (index: number) => ({ key: address(index), rights: KeyRight.Operate });
  const makers = [operate(2), { key: address(3), rights: KeyRight.Approve }];
  const orders = parties.flatMap(([party, roles]) =>
    byTwo('Admission', {
      party,
      gln: String(9_501_101_530_000 + party),
      roles,
      hpkeKey: randomId(),
      endpoint: `https://${party}.example`,
      keys: [operate(0), ...(party === MAKER ? makers : [])],
    }),
  );
  await ledger.enqueue(...orders);
  await ledger.settle();
}
