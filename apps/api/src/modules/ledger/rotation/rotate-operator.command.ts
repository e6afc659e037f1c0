import type { Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { computeAddress, Wallet } from 'ethers';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { Config } from '../../../config.js';
import { CliCommand, type Command } from '../../../platform/cli/index.js';
import { CommandError } from '../../../platform/errors/index.js';
import { UnitOfWork } from '../../../platform/work/index.js';
import type { KeyStore, StoredKeys } from '../../../platform/keys/index.js';
import { LedgerNode } from '../ledger-node.js';
import { bytea } from '../projection/rows.js';
import { sqlOf } from '../sql.js';
import { OperatorRotation, type RotationState } from './operator-rotation.js';

const LOOK_AGAIN_MS = 500;

@Injectable()
@CliCommand('keys:rotate-operator', 'put a new operator key in the place of the old one, while work goes on')
export class RotateOperatorCommand implements Command {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly config: Config,
    private readonly node: LedgerNode,
  ) {}

  async run(): Promise<void> {
    const { keys, keyStore } = this.config;
    if (!keyStore)
      throw new CommandError('Only a key that lies in a key file is changed: set KEY_FILE (keys:make).');
    const stored = keyStore.read();
    const next = stored['OPERATOR_KEY_NEXT'] ?? successorIn(keyStore, stored);
    const successor = addressOf(next);
    await until(
      () => this.canPay(successor),
      `It needs something to pay the chain's fees with. Fund it now.`,
    );
    await until(() => this.isHeldByWorker(successor), NOT_HELD);
    const rotation = new OperatorRotation(this.database, this.work, {
      old: addressOf(stored['OPERATOR_KEY'] ?? keys.operator),
      new: successor,
      regulator: keys.regulator && keys.regulatorApprover ? addressOf(keys.regulator) : undefined,
    });
    await untilDone(rotation);
    const { OPERATOR_KEY_NEXT: _, ...rest } = stored;
    keyStore.write({ ...rest, OPERATOR_KEY: next });
    say(
      `${successor} is the operator's key. The old one may do nothing any more, and is gone from the file.`,
    );
  }

  /** Else its first call would stop all that come after it. */
  private async canPay(address: Hex): Promise<boolean> {
    if (this.config.ledger.fees === 'free' || (await this.node.chain.gasPrice()) === 0n) return true;
    return (await this.node.chain.balance(address)) > 0n;
  }

  /** A worker begins the nonces of each key that it holds. */
  private async isHeldByWorker(address: Hex): Promise<boolean> {
    const rows = await sqlOf(this.database)('SELECT 1 FROM ledger_signer WHERE address = $1', [
      bytea(address),
    ]);
    return rows.length > 0;
  }
}

const NOT_HELD =
  'No worker holds it yet. Each takes it up within seconds, once it lies in the key file that the worker reads.';

function successorIn(keyStore: KeyStore, stored: StoredKeys): string {
  const { privateKey, address } = Wallet.createRandom();
  keyStore.write({ ...stored, OPERATOR_KEY_NEXT: privateKey });
  say(`The key file holds a new operator key, ${address}.`);
  return privateKey;
}

async function until(isDone: () => Promise<boolean>, otherwise: string): Promise<void> {
  if (await isDone()) return;
  say(`${otherwise} Waiting.`);
  while (!(await isDone())) await sleep(LOOK_AGAIN_MS);
}

async function untilDone(rotation: OperatorRotation): Promise<void> {
  let said = '';
  for (;;) {
    const state = await rotation.advance();
    const line = lineOf(state);
    if (line !== said) say(line);
    if (state.at === 'DONE') return;
    said = line;
    await sleep(LOOK_AGAIN_MS);
  }
}

function lineOf(state: RotationState): string {
  if (state.at === 'ADMITTING') return `The ledger admits the new key: ${state.parties} parties to go.`;
  if (state.at === 'DRAINING') return `The old key signs no more: ${state.calls} of its calls to go.`;
  if (state.at === 'WITHDRAWING')
    return `The new key signs. The old one is withdrawn: ${state.parties} parties to go.`;
  return 'Done.';
}

function addressOf(privateKey: string): Hex {
  return computeAddress(privateKey).toLowerCase() as Hex;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
