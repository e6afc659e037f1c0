import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { settled } from './audit.js';
import { Client, Refusal } from './client.js';
import type { Fault } from './faults.js';
import type { FaultyNode } from './node.js';
import { GTIN } from './stock.js';

/** Works at no counter that the load uses. */
const PRESCRIBER = 'dr.hale@riverside.example';

/**
 * The database is lost and comes back from a backup, in an empty folder; since the backup the chain went on. What is
 * looked for afterwards: the audit trail whole, the projections what the events say, a sealed secret that opens, and a
 * person let in. That the node goes on, numbers its transactions after the last and lost no supply, the audit finds.
 */
export const databaseRestored: Fault = {
  name: 'database restored from a backup',
  async strike({ node, load }) {
    await load.pause();
    const database = await connected(node);
    const problems = await settled(database);
    await database.end();
    const secret = await withAuthenticator(node);
    const folder = join(node.folder, 'backup');
    rmSync(folder, { recursive: true, force: true });
    await node.command('backup', folder);
    const block = await workSince(node);

    await node.replaceDatabase();
    await node.command('migrate');
    await node.command('restore', folder);
    await node.start('api');
    await node.start('worker');
    const audit = await node.command('verify-audit');
    if (!audit.includes('Nothing was altered')) problems.push(`verify-audit says: ${audit}`);
    await untilRead(node, block);
    const rebuilt = await node.command('ledger:rebuild');
    if (!rebuilt.includes('the same as before') || rebuilt.includes('put right'))
      problems.push(`the projections are not what the events say: ${rebuilt}`);
    problems.push(...(await enter(node, secret)));
    load.resume();
    return problems;
  },
};

/** Sets up an authenticator app, whose secret lies sealed in the database. */
async function withAuthenticator(node: FaultyNode): Promise<string> {
  const client = await new Client(node).signIn(PRESCRIBER);
  const { beginTotp } = await client.ask<{ beginTotp: { secret: string } }>(
    'mutation { beginTotp { secret } }',
  );
  // Each code is good once: this one now, the next one afterwards. None gets too old while it is sent.
  await client.ask('mutation ($code: String!) { confirmTotp(code: $code) }', {
    code: codeOf(beginTotp.secret, 0),
  });
  return beginTotp.secret;
}

/** Signs in with both steps, and gives the second one up again. @returns what went wrong */
async function enter(node: FaultyNode, secret: string): Promise<string[]> {
  const client = new Client(node);
  const first = await client.signIn(PRESCRIBER).catch((error: unknown) => error);
  if (!(first instanceof Refusal) || first.code !== 'SECOND_STEP_NEEDED')
    return [`the restored account does not ask for its second step: ${String(first)}`];
  await client.ask('mutation ($code: String!) { confirmSignIn(code: $code) { user { id } } }', {
    code: codeOf(secret, 1),
  });
  await client.ask('mutation { removeTotp }');
  return [];
}

const codeOf = (secret: string, later: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later * 30_000 });

/** Something that the ledger has and the backup has not. @returns the block of the newest event */
async function workSince(node: FaultyNode): Promise<number> {
  const maker = await new Client(node).signIn('maria@northwind.example');
  const expiry = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
  const input = { idempotencyKey: randomUUID(), gtin: GTIN, lotNumber: 'LATER', expiry, units: 5 };
  const { registerLot } = await maker.ask<{ registerLot: { id: string } }>(
    'mutation ($input: RegisterLotInput!) { registerLot(input: $input) { id } }',
    { input },
  );
  for (;;) {
    const { run } = await maker.ask<{ run: { status: string } }>(
      `{ run(id: "${registerLot.id}") { status } }`,
    );
    if (run.status === 'READY') return newestBlock(node);
    await sleep(100);
  }
}

async function untilRead(node: FaultyNode, block: number): Promise<void> {
  while ((await newestBlock(node)) < block) await sleep(100);
}

async function newestBlock(node: FaultyNode): Promise<number> {
  const database = await connected(node);
  try {
    const { rows } = await database.query<{ block: string | null }>(
      'SELECT max(block_number) AS block FROM ledger.event',
    );
    return Number(rows[0]?.block ?? 0);
  } finally {
    await database.end();
  }
}

async function connected(node: FaultyNode): Promise<pg.Client> {
  const database = new pg.Client({ connectionString: node.databaseUrl });
  await database.connect();
  return database;
}
