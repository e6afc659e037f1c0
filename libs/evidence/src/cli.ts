import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ChainRpc, ChainUnreachable, RpcError, type EvidenceBundle } from '@custodia/ledger';
import { NotABundle, readBundle } from './bundle.js';
import { verifyEvidence, type Report } from './verify.js';

const USAGE = `verify-evidence BUNDLE.json --rpc URL [--contracts ADDRESS,ADDRESS,...] [--all]

Checks an evidence bundle of Custodia against a node of the consortium that you trust: every event, every transaction,
every serial number, that nothing was left out, and that the whole is what a regulator put on the ledger.

  --rpc        JSON-RPC address of the node; an auditor's read-only endpoint is enough
  --contracts  the addresses of the consortium's contracts, as the consortium publishes them: take them from
               anywhere but the bundle, since anybody can deploy contracts of his own
  --all        also print what holds

Exit code: 0 it holds; 1 it does not; 2 it could not be checked; 3 it holds if the contracts named in it are the
consortium's.`;

/** @returns the exit code. */
export async function main(args: readonly string[], print: (line: string) => void): Promise<number> {
  const asked = optionsOf(args);
  if (typeof asked === 'string') {
    print(asked);
    return 2;
  }
  try {
    const bundle = readBundle(await readFile(asked.file, 'utf8'));
    const report = await verifyEvidence(bundle, new ChainRpc(asked.rpc), asked.contracts);
    return tell(bundle, report, asked.all, print);
  } catch (error) {
    const [code, text] = failure(error, asked);
    print(text);
    return code;
  }
}

interface Options {
  readonly file: string;
  readonly rpc: string;
  readonly contracts: readonly string[];
  readonly all: boolean;
}

function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rpc: { type: 'string' },
        contracts: { type: 'string' },
        all: { type: 'boolean', default: false },
      },
    });
    const [file] = positionals;
    if (!file || positionals.length > 1 || !values.rpc) return USAGE;
    if (!URL.canParse(values.rpc) || !/^https?:$/.test(new URL(values.rpc).protocol))
      return `--rpc needs an http address, not ${values.rpc}`;
    const contracts = values.contracts?.split(',').map((address) => address.trim()) ?? [];
    const bad = contracts.find((address) => !/^0x[0-9a-fA-F]{40}$/.test(address));
    if (bad !== undefined) return `--contracts: ${bad} is no address`;
    return { file, rpc: values.rpc, contracts, all: values.all };
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`;
  }
}

function tell(
  bundle: EvidenceBundle,
  { checks, holds, confirmed }: Report,
  all: boolean,
  print: (line: string) => void,
): number {
  for (const check of checks)
    if (all || !check.holds) print(`${check.holds ? 'holds' : 'FAILS'}  ${check.says}`);
  const failed = checks.filter((check) => !check.holds).length;
  if (!holds) {
    print(`This bundle does not hold: ${failed} of ${checks.length} checks fail.`);
    return 1;
  }
  const { alerts, packs, transactions } = bundle;
  print(
    `${checks.length} checks hold: ${counted(alerts, 'alert')}, ${counted(packs, 'pack')}, ${counted(transactions, 'transaction')}.`,
  );
  if (confirmed) {
    print(`The bundle ${bundle.hash} is what party ${bundle.anchor.party}, a regulator, put on the ledger.`);
    return 0;
  }
  print(
    'Not confirmed yet: that these are the contracts of your consortium. Compare them with what it publishes, or name',
  );
  print('them with --contracts:');
  for (const [name, address] of Object.entries(bundle.chain.contracts))
    print(`  ${name.padEnd(20)} ${address}`);
  return 3;
}

function failure(error: unknown, { file, rpc }: Options): [number, string] {
  if (error instanceof NotABundle) return [1, `${file} is not an intact bundle: ${error.message}`];
  if (error instanceof ChainUnreachable) return [2, `The node at ${rpc} does not answer.`];
  if (error instanceof RpcError) return [2, `The node at ${rpc} refuses to answer: ${error.message}`];
  const { code } = error as { code?: string };
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') return [2, `${file} cannot be read.`];
  throw error;
}

function counted(things: readonly unknown[], name: string): string {
  return `${things.length} ${name}${things.length === 1 ? '' : 's'}`;
}
