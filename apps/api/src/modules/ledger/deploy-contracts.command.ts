import type { Founder } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { computeAddress } from 'ethers';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { CliCommand, type Command } from '../../platform/cli/index.js';
import { deployOnce } from './chain/deploy.js';
import { LedgerNode } from './ledger-node.js';

/** The regulator of the demo. The GLN is the one that GS1's own examples use. */
const DEMO_REGULATOR = ['1', '9501101530003'];
const HELP =
  'deploy the contracts: deploy-contracts <regulator ledger id> <regulator GLN>; demo mode knows both';

/** Founds a consortium. It admits nobody but the regulator, whose keys have to be in the settings. */
@Injectable()
@CliCommand('deploy-contracts', HELP)
export class DeployContractsCommand implements Command {
  constructor(
    private readonly database: DataSource,
    private readonly node: LedgerNode,
    private readonly config: Config,
  ) {}

  async run(args: readonly string[]): Promise<void> {
    const founder = this.founder(args.length > 0 || !this.config.demo ? args : DEMO_REGULATOR);
    const deployer = this.node.signers.named('operator');
    if (!deployer) throw new Error('OPERATOR_KEY is missing.');
    const { consortium, isNew } = await deployOnce(this.database, {
      url: this.config.ledgerRpcUrl,
      chain: this.node.chain,
      deployer,
      founder,
    });
    const places = Object.entries(consortium.addresses).map(([name, address]) => `  ${name} ${address}\n`);
    process.stdout.write(
      `${isNew ? 'Deployed' : 'Already recorded'} on chain ${consortium.chainId}:\n${places.join('')}`,
    );
  }

  private founder([party = '', gln = '']: readonly string[]): Founder {
    const { regulator, regulatorApprover } = this.config.keys;
    if (!regulator || !regulatorApprover) {
      throw new Error(
        'REGULATOR_KEY and REGULATOR_APPROVER_KEY are needed to found a consortium: a recall takes two.',
      );
    }
    if (!/^[1-9]\d{0,9}$/.test(party) || !/^\d{13}$/.test(gln)) {
      throw new Error('Give the ledger id and the GLN (13 digits) of the regulator.');
    }
    return {
      party: Number(party),
      gln,
      keys: [computeAddress(regulator), computeAddress(regulatorApprover)],
    };
  }
}
