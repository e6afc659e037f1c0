import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CliCommand, type Command } from '../../platform/cli/index.js';
import { LedgerNode } from './ledger-node.js';
import { rebuild, type RebuildProgress } from './reading/rebuild.js';
import type { Comparison } from './reading/shadow.js';

const SAID_EVERY_MS = 1_000;

@Injectable()
@CliCommand(
  'ledger:rebuild',
  'build the projections of the ledger again from its first block, and compare them',
)
export class RebuildCommand implements Command {
  constructor(
    private readonly database: DataSource,
    private readonly node: LedgerNode,
  ) {}

  async run(): Promise<void> {
    const { consortium } = await this.node.pipeline();
    const startedAt = Date.now();
    let saidAt = 0;
    const { block, events, tables } = await rebuild(
      this.database,
      this.node.chain,
      consortium,
      (progress) => {
        if (Date.now() - saidAt < SAID_EVERY_MS) return;
        saidAt = Date.now();
        process.stdout.write(lineOf(progress));
      },
    );
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(
      `Rebuilt the projections up to block ${block} from ${events} events, in ${seconds} s.\n${tableOf(tables)}`,
    );
  }
}

function lineOf({ block, of, events }: RebuildProgress): string {
  return `  block ${block} of ${of}, ${events} events\n`;
}

function tableOf(tables: readonly Comparison[]): string {
  const lines = tables.map(({ table, rows, checksum, rowsBefore, checksumBefore }) => {
    const same = rows === rowsBefore && checksum === checksumBefore;
    const verdict = same ? 'the same as before' : `put right: it had ${rowsBefore} rows, ${checksumBefore}`;
    return `  ${table.padEnd(18)} ${String(rows).padStart(10)} rows  ${checksum.padEnd(17)} ${verdict}\n`;
  });
  return lines.join('');
}
