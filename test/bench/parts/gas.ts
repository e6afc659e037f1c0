import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { startChain } from '@custodia/embedded';
import { ledgerProvider } from '@custodia/ledger';
import { Contract, ContractFactory, NonceManager, Wallet, type InterfaceAbi } from 'ethers';
import type { Row } from '../report.js';

const CONTRACTS = fileURLToPath(new URL('../../../contracts/', import.meta.url));
const PEERS = ['UnitTokens', 'UnitRecords'] as const;
const PACKS = 200;

interface Compiled {
  readonly abi: InterfaceAbi;
  readonly evm: { readonly bytecode: { readonly object: string } };
}

/** Gas a pack of each act, in batches of 200. */
interface PeerGas {
  readonly register: number;
  readonly ship: number;
  readonly dispense: number;
}

/** What our calls cost, measured anew by the contracts' own gas tests, beside designs with a state for each pack. */
export async function gasPart(): Promise<Row[]> {
  measureOurs();
  const whole = snapshot('transactions');
  const each = snapshot('items');
  const peers = await measurePeers();
  const cheapest = (act: keyof PeerGas) => Math.min(...Object.values(peers).map((peer) => peer[act]));
  const row = (
    id: string,
    what: string,
    value: number,
    most: number,
    limit?: number,
    limitIs?: string,
  ): Row => ({
    id: `gas.${id}`,
    what,
    value,
    unit: 'gas',
    target: { most },
    ...(limit !== undefined && { limit }),
    ...(limitIs && { limitIs }),
  });
  const million = 1_000_000;
  return [
    row(
      'register',
      'register 1,000,000 units',
      whole('registerLot, 1,000,000 units'),
      110_000,
      cheapest('register') * million,
      'a word or token a pack',
    ),
    row(
      'ship',
      'ship 1,000 units from the middle',
      whole('shipMany, 1,000 units from the middle'),
      100_000,
      cheapest('ship') * 1_000,
      'a word or token a pack',
    ),
    row('receive', 'receive 1,000 units', whole('receiveMany, 1,000 units'), 45_000),
    row('prescribe', 'issue a prescription item, in 50', each('issueMany, 50'), 30_000),
    row(
      'dispense.consecutive',
      'dispense with its signed fill, consecutive, in 200',
      each('dispenseMany, 200 consecutive, a voucher each'),
      22_000,
    ),
    row(
      'dispense.scattered',
      'dispense with its signed fill, scattered, in 200',
      each('dispenseMany, 200 scattered, a voucher each'),
      43_000,
    ),
    row(
      'dispense.baskets',
      'dispense a pack of a basket of three, one fill',
      each('dispenseMany, 198 in baskets of three'),
      15_000,
    ),
    row(
      'dispense.plain',
      'dispense without a prescription item, consecutive, in 200',
      each('dispenseMany, 200 consecutive, no voucher'),
      17_000,
      cheapest('dispense'),
      'a word or token a pack, which checks no prescription either',
    ),
    {
      id: 'gas.life',
      what: 'a pack from plant to patient without a prescription item: registered, two legs of 1,000, dispensed',
      value:
        whole('registerLot, 1,000,000 units') / million +
        (2 * (whole('shipMany, 1,000 units from the middle') + whole('receiveMany, 1,000 units'))) / 1_000 +
        each('dispenseMany, 200 consecutive, no voucher'),
      unit: 'gas',
      limit: Math.min(...Object.values(peers).map((peer) => peer.register + 2 * peer.ship + peer.dispense)),
      limitIs: 'a word or token a pack',
    },
    ...Object.entries(peers).flatMap(([name, gas]) =>
      Object.entries(gas).map(([act, value]): Row => ({
        id: `gas.peer.${name}.${act}`,
        what: `peer ${name}: ${act} a pack, in ${PACKS}`,
        value,
        unit: 'gas',
      })),
    ),
  ];
}

/** Fails where a figure differs from the one that is committed. */
function measureOurs(): void {
  const forge = fileURLToPath(new URL('../../../node_modules/.bin/forge', import.meta.url));
  const run = (file: string, args: string[]) =>
    execFileSync(file, args, {
      cwd: CONTRACTS,
      stdio: 'pipe',
      env: { ...process.env, FORGE_SNAPSHOT_CHECK: 'true' },
    });
  run(process.execPath, ['scripts/compile.mjs', '--check']);
  run(forge, ['test', '--match-path', 'test/gas/*']);
}

function snapshot(name: string): (figure: string) => number {
  const figures = JSON.parse(readFileSync(`${CONTRACTS}gas/${name}.json`, 'utf8')) as Record<string, string>;
  return (figure) => {
    const gas = figures[figure];
    if (gas === undefined) throw new Error(`The gas tests measure no "${figure}"`);
    return Number(gas);
  };
}

async function measurePeers(): Promise<Record<(typeof PEERS)[number], PeerGas>> {
  const compiled = compile();
  const chain = await startChain();
  try {
    const provider = ledgerProvider(chain.url, chain.chainId);
    const wallet = new NonceManager(new Wallet(chain.accounts[0]!.privateKey, provider));
    const other = chain.accounts[1]!;
    const receiver = new NonceManager(new Wallet(other.privateKey, provider));
    const serials = Array.from({ length: PACKS }, (_, n) => `0x${(n + 1).toString(16).padStart(64, '0')}`);
    const measure = async (name: (typeof PEERS)[number]): Promise<PeerGas> => {
      const { abi, evm } = compiled(name);
      const contract = await new ContractFactory(abi, evm.bytecode.object, wallet).deploy();
      await contract.waitForDeployment();
      const at = new Contract(await contract.getAddress(), abi, wallet);
      const gasOf = async (by: Contract, act: string, ...more: unknown[]) => {
        const transaction = (await by.getFunction(act)(serials, ...more)) as { hash: string };
        for (;;) {
          const receipt = await provider.getTransactionReceipt(transaction.hash);
          if (receipt) return Number(receipt.gasUsed) / PACKS;
        }
      };
      return {
        register: await gasOf(at, 'register'),
        ship: await gasOf(at, 'ship', other.address),
        dispense: await gasOf(at.connect(receiver) as Contract, 'dispense'),
      };
    };
    return { UnitTokens: await measure('UnitTokens'), UnitRecords: await measure('UnitRecords') };
  } finally {
    await chain.stop();
  }
}

/** With the compiler and the settings of our own contracts. */
function compile(): (name: string) => Compiled {
  const solc = createRequire(`${CONTRACTS}package.json`)('solc') as { compile(input: string): string };
  const source = (name: string) => readFileSync(new URL(`../peers/${name}.sol`, import.meta.url), 'utf8');
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(PEERS.map((name) => [`${name}.sol`, { content: source(name) }])),
    settings: {
      viaIR: true,
      optimizer: { enabled: true, runs: 200 },
      evmVersion: 'cancun',
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  };
  const { contracts, errors = [] } = JSON.parse(solc.compile(JSON.stringify(input))) as {
    contracts: Record<string, Record<string, Compiled>>;
    errors?: { formattedMessage: string }[];
  };
  if (errors[0]) throw new Error(errors[0].formattedMessage);
  return (name) => contracts[`${name}.sol`]![name]!;
}
