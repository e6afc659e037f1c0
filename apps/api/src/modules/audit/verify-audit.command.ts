import { ledgerInterfaces, ledgerProvider, type Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { CliCommand, type Command } from '../../platform/cli/index.js';
import { CommandError } from '../../platform/errors/index.js';
import { AUDIT_ANCHOR } from './anchoring.job.js';
import { Verifier, type Anchor } from './verifier.js';

interface ContractRow {
  readonly chain_id: number;
  readonly address: Hex;
  readonly block_number: number;
}

const BLOCKS_AT_ONCE = 5_000;

@Injectable()
@CliCommand(
  'verify-audit',
  'check the audit trail against itself and the ledger; fails where it was tampered with; of one site: --party, and its ledger id or GLN',
)
export class VerifyAuditCommand implements Command {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly verifier: Verifier,
  ) {}

  async run(args: readonly string[]): Promise<void> {
    const site = await this.siteIn(args);
    const { chains, entries, anchors, forgotten, findings } = await this.verifier.verify(
      await this.anchors(),
      { site: site?.id ?? null },
    );
    process.stdout.write(
      `Audit trail${site ? ` of ${site.name}` : ''}: ${entries} entries in ${chains} chains, ${anchors} anchors on the ledger, ${forgotten} entries with a forgotten person.\n`,
    );
    for (const { chain, seq, entryId, what } of findings) {
      process.stdout.write(`  chain ${chain || '-'} place ${seq ?? '-'} entry ${entryId ?? '-'}: ${what}\n`);
    }
    if (findings.length > 0)
      throw new CommandError(`The audit trail was tampered with: ${findings.length} findings.`);
    process.stdout.write('Nothing was altered, removed, inserted or reordered.\n');
  }

  private async siteIn(args: readonly string[]): Promise<{ id: string; name: string } | undefined> {
    const { party } = parseArgs({ args: [...args], options: { party: { type: 'string' } } }).values;
    if (party === undefined) return undefined;
    const [site] = await this.database.query<{ id: string; name: string }[]>(
      `SELECT id, name FROM site s WHERE gln = $1
         OR EXISTS (SELECT 1 FROM party p WHERE p.site_id = s.id AND p.ledger_id::text = $1)`,
      [party],
    );
    if (!site)
      throw new CommandError(`No site here has the ledger id or GLN ${party}: verify-audit --party 4021`);
    return site;
  }

  /** Read from the chain itself: our own tables could have been altered together with the trail. */
  private async anchors(): Promise<Anchor[]> {
    const [contract] = await this.database.query<ContractRow[]>(
      `SELECT chain_id, '0x' || encode(address, 'hex') AS address, block_number FROM ledger_contract
       WHERE name = 'anchorLog' ORDER BY deployed_at DESC LIMIT 1`,
    );
    if (!contract) return [];
    const provider = ledgerProvider(this.config.ledgerRpcUrl, contract.chain_id);
    try {
      const anchors: Anchor[] = [];
      const end = await provider.getBlockNumber();
      for (let from = contract.block_number; from <= end; from += BLOCKS_AT_ONCE) {
        const toBlock = Math.min(end, from + BLOCKS_AT_ONCE - 1);
        const { address } = contract;
        for (const log of await provider.getLogs({ address, fromBlock: from, toBlock })) {
          const event = ledgerInterfaces.anchorLog.parseLog(log);
          if (event?.name !== 'Anchored' || Number(event.args['kind']) !== AUDIT_ANCHOR) continue;
          const block = await provider.getBlock(log.blockNumber);
          anchors.push({
            count: Number(event.args['count']),
            root: Buffer.from(String(event.args['root']).slice(2), 'hex'),
            at: new Date((block?.timestamp ?? 0) * 1_000),
          });
        }
      }
      return anchors;
    } finally {
      provider.destroy();
    }
  }
}
