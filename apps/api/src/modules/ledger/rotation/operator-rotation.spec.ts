import { KeyRight, randomId, Role, type Hex } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../platform/work/index.js';
import { expectAgreement, expectSettledOnce } from '../../../testing/ledger-agreement.js';
import {
  byTwo,
  openLedgerBench,
  supply,
  type BenchRun,
  type LedgerBench,
} from '../../../testing/ledger-bench.js';
import { NEXT_OPERATOR, Signers, type SigningAccount } from '../chain/signers.js';
import { openPipeline, type Pipeline } from '../pipeline.js';
import { bytea } from '../projection/rows.js';
import { OperatorRotation, RegulatorNeeded, type RotationState } from './operator-rotation.js';

/** More than it ever takes: the end of what hangs. */
const MOST_TURNS = 1_000;

let ledger: LedgerBench;
let worker: Pipeline;
/** In the pharmacy. */
let run: BenchRun;
let keys: { old: Hex; new: Hex; regulator: Hex };
/** What the worker holds now: it runs all the while, and takes up what lies in its key file. */
const held: { accounts: readonly SigningAccount[] } = { accounts: [] };
let hold: { both: () => void; newOnly: () => void };
beforeAll(async () => {
  ledger = await openLedgerBench();
  const known = Object.fromEntries(ledger.pipeline.accounts.map(({ name, key }) => [name, key]));
  const successor = ledger.chain.accounts[5]!;
  const holds = (wish: Record<string, string | undefined>) =>
    (held.accounts = new Signers({ ...known, ...wish }).accounts);
  hold = {
    both: () => holds({ [NEXT_OPERATOR]: successor.privateKey }),
    newOnly: () => holds({ operator: successor.privateKey }),
  };
  holds({});
  worker = await openPipeline(ledger.database, ledger.node, held);
  const at = (index: number) => ledger.chain.accounts[index]!.address.toLowerCase() as Hex;
  run = await ledger.stockedRun(500);
  keys = { old: at(0), new: at(5), regulator: at(1) };
});
afterAll(() => ledger.close());

/** One go of the worker, and of one beside it that never hears of the new key. */
async function turn(): Promise<void> {
  for (const { accounts, submitter, broadcaster } of [ledger.pipeline, worker]) {
    await submitter.open(accounts);
    for (const account of accounts) await submitter.signPending(account);
    await broadcaster.broadcast();
  }
  await worker.indexer.round();
}

/** A rotation that knows nothing of those before it, as after a kill. */
const afresh = (wish: object = {}) =>
  new OperatorRotation(ledger.database, ledger.get(UnitOfWork), { ...keys, ...wish });

const callsOf = async (key: Hex) => {
  const [row] = await ledger.sql<{ count: number }>(
    `SELECT count(*) AS count FROM ledger_transaction WHERE signer = $1 AND kind = 'dispense'`,
    [bytea(key)],
  );
  return Number(row!.count);
};
const rightsOf = async (key: Hex) => {
  const rows = await ledger.sql<{ party: number; rights: number }>(
    'SELECT party, rights FROM ledger.party_key WHERE key = $1 ORDER BY party',
    [bytea(key)],
  );
  return rows.map(({ rights }) => rights);
};

describe('a rotation of the operator’s key', () => {
  it('signs nothing with the new key before its time', async () => {
    hold.both();
    const [id] = await ledger.enqueue(supply(run, 450));
    await settle();
    expect(await ledger.operation(id!)).toMatchObject({ status: 'CONFIRMED' });
    expect([await callsOf(keys.old), await callsOf(keys.new)]).toEqual([1, 0]);
  });

  it('says what to ask the regulator for, where the node does not hold that key', async () => {
    await expect(afresh({ regulator: undefined }).advance()).rejects.toMatchObject({
      name: RegulatorNeeded.name,
      key: keys.new,
      rights: 1,
    });
  });

  it('loses and doubles nothing while work goes on, killed after every step, beside a worker that knows the old key alone', async () => {
    const seen: RotationState['at'][] = [];
    const ids: string[] = [];
    let late = 0;
    for (let n = 0; seen.at(-1) !== 'DONE'; n++) {
      expect(n).toBeLessThan(MOST_TURNS);
      const at0 = ids.length;
      if (at0 < 400) ids.push(...(await ledger.enqueue(supply(run, at0), supply(run, at0 + 1))));
      const { at } = await afresh().advance();
      if (at !== seen.at(-1)) seen.push(at);
      // Approved by a process that had not heard of the new key yet.
      if (at === 'WITHDRAWING' && !late) late = await admittedWithOldKey();
      await turn();
    }
    await settle();
    expect(seen.filter((at) => at !== 'DRAINING')).toEqual(['ADMITTING', 'WITHDRAWING', 'DONE']);
    await expectSettledOnce(ledger, ids);
    await expectAgreement(ledger);
    expect(await callsOf(keys.new)).toBeGreaterThan(0);
    expect(await rightsOf(keys.old)).toEqual([]);
    expect(new Set(await rightsOf(keys.new))).toEqual(new Set([1]));
    const itsKeys = await ledger.sql<{ key: string }>(
      `SELECT '0x' || encode(key, 'hex') AS key FROM ledger.party_key WHERE party = $1 AND rights <> 0`,
      [late],
    );
    expect(itsKeys).toEqual([{ key: keys.new }]);
  });

  it('leaves the old key without work, and goes on where the new one alone lies in the file', async () => {
    hold.newOnly();
    const before = await callsOf(keys.old);
    const [id] = await ledger.enqueue(supply(run, 451));
    await settle();
    expect(await ledger.operation(id!)).toMatchObject({ status: 'CONFIRMED' });
    expect(await callsOf(keys.old)).toBe(before);
    expect(await afresh().advance()).toEqual({ at: 'DONE' });
  });

  it('stands in the trail, each order with the parties, those for who came late among them', async () => {
    const trail = await ledger.sql<{ action: string; system: string }>(
      `SELECT action, system FROM audit_entry WHERE subject_type = 'operator-key' ORDER BY id`,
    );
    expect(trail).toEqual(
      ['operator.rotate', ...Array<string>(4).fill('operator.change-key')].map((action) => ({
        action,
        system: 'operator-rotation',
      })),
    );
  });
});

/** @returns its ledger id */
async function admittedWithOldKey(): Promise<number> {
  const party = 77;
  const site = { party, gln: '9501101530997', roles: Role.Pharmacy, endpoint: '', hpkeKey: randomId() };
  const granted = [{ key: keys.old, rights: KeyRight.Operate }];
  await ledger.enqueue(...byTwo('Admission', { ...site, keys: granted }));
  return party;
}

/** Until the ledger has answered everything, which mines in its own time. */
async function settle(): Promise<void> {
  for (let n = 0; (await open()) > 0; n++) {
    expect(n).toBeLessThan(MOST_TURNS);
    await turn();
  }
}

async function open(): Promise<number> {
  const [row] = await ledger.sql<{ count: number }>(
    `SELECT count(*) AS count FROM operation WHERE status IN ('PENDING', 'SENT')`,
  );
  return Number(row!.count);
}
