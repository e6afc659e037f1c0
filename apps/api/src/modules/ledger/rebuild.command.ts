import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CliCommand, type Command } from '../../platform/cli/index.js';
import { LedgerNode } from './ledger-node.js';
import { rebuild } from './reading/rebuild.js';

@Injectable()
@CliCommand('ledger:rebuild', 'drop the projections of the ledger and build them again from its first block')
export class RebuildCommand implements Command {
  constructor(
    private readonly database: DataSource,
    private readonly node: LedgerNode,
  ) {}

  async run(): Promise<void> {
    const { consortium } = await this.node.pipeline();
    const startedAt = Date.now();
    const { blocks, events } = await rebuild(this.database, this.node.chain, consortium);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(
      `Rebuilt the projections from ${events} events in ${blocks} blocks, in ${seconds} s.\n`,
    );
  }
}
