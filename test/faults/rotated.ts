import { ChainRpc, decodeRevert, ledgerInterfaces, RpcError, toHex, type Hex } from '@custodia/ledger';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Fault } from './faults.js';
import type { FaultyNode } from './node.js';

/**
 * The operator's key is changed as docs/operating.md says: one command, and nothing is restarted. What is looked for: the
 * counters went on meanwhile, what is sent afterwards bears the new key, and the ledger takes nothing from the old one.
 * That nothing was lost, refused or doubled, the audit finds.
 */
export const operatorRotated: Fault = {
  name: 'operator’s key changed',
  async strike({ node, load }) {
    const database = new pg.Client({ connectionString: node.databaseUrl });
    await database.connect();
    try {
      const old = await lastSigner(database, 0);
      const before = load.accepted.length;
      const next = await changeKey(node);
      const problems = load.accepted.length > before ? [] : ['nobody was served while the key was changed'];
      const [newest] = await rows<{ id: string }>(database, 'SELECT max(id) AS id FROM ledger_transaction');
      // What was signed since shows whose turn it is; the counters are busy all the while.
      const signer = await lastSigner(database, Number(newest?.id));
      if (signer !== next) problems.push(`${signer} signs in the place of ${next}, after ${old}`);
      if (await mayWrite(node, database, old)) problems.push(`the ledger still takes what ${old} signs`);
      if (!(await mayWrite(node, database, next))) problems.push(`the ledger takes nothing of ${next}`);
      return problems;
    } finally {
      await database.end();
    }
  },
};

/** @returns the address of the new key */
async function changeKey(node: FaultyNode): Promise<string> {
  const said = await node.command('keys:rotate-operator');
  const [, next] = /^(0x[0-9a-f]{40}) is the operator's key/m.exec(said) ?? [];
  if (!next) throw new Error(`The command says: ${said}`);
  return next;
}

/** Who signed the newest call of supplies after a transaction; waits for one. */
async function lastSigner(database: pg.Client, after: number): Promise<string> {
  for (;;) {
    const [row] = await rows<{ signer: string }>(
      database,
      `SELECT '0x' || encode(signer, 'hex') AS signer FROM ledger_transaction
       WHERE kind = 'dispense' AND id > $1 ORDER BY id DESC LIMIT 1`,
      [after],
    );
    if (row) return row.signer;
    await sleep(50);
  }
}

/** Whether the ledger would take a call of this key for a pharmacy that the node hosts. */
async function mayWrite(node: FaultyNode, database: pg.Client, from: string): Promise<boolean> {
  const [party] = await rows<{ id: string; log: string }>(
    database,
    `SELECT o.party_id AS id, (SELECT '0x' || encode(address, 'hex') FROM ledger_contract WHERE name = 'anchorLog') AS log
     FROM operation o WHERE o.kind = 'dispense' ORDER BY o.seq DESC LIMIT 1`,
  );
  const operation = toHex(randomBytes(16));
  const root = toHex(randomBytes(32));
  const data = ledgerInterfaces.anchorLog.encodeFunctionData('anchor', [operation, party?.id, 1, root, 1]);
  try {
    await new ChainRpc(node.ledgerUrl).call<Hex>('eth_call', [{ from, to: party?.log, data }, 'latest']);
    return true;
  } catch (error) {
    const revert = error instanceof RpcError && decodeRevert(String(error.data));
    if (revert && revert.kind === 'refusal' && revert.name === 'NotOperator') return false;
    throw error;
  }
}

async function rows<T extends object>(
  database: pg.Client,
  sql: string,
  params: unknown[] = [],
): Promise<T[]> {
  return (await database.query<T>(sql, params)).rows;
}
