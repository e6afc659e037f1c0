import { scratchChain, type RunningChain } from '@custodia/embedded';
import { SerialCommitments, inclusionPath, rootOf, serialCommitment } from '@custodia/merkle';
import { Wallet, randomBytes } from 'ethers';
import {
  ChainRpc,
  EventDecoder,
  KeyRight,
  LedgerReader,
  deployLedger,
  encodeCall,
  gasLimitOf,
  ledgerProvider,
  lotKeyOf,
  operationIdOf,
  randomId,
  signTransaction,
  toHex,
  type CallArguments,
  type ContractName,
  type FunctionName,
  type Hex,
  type LedgerEvent,
  type Receipt,
} from '../src/index.js';
import { PARTY, ROLES } from './parties.js';

/** A fresh operation id. */
export function operation(): Hex {
  return operationIdOf(crypto.randomUUID());
}

/** A run as its maker knows it. */
export interface MadeLot {
  lot: Hex;
  lotId: Hex;
  units: number;
  commitmentOf(index: number): Hex;
  proofOf(index: number): Hex[];
  root: Hex;
}

export interface Outcome {
  receipt: Receipt;
  events: LedgerEvent[];
}

function itemsOf(args: object): number {
  return 'items' in args && Array.isArray(args.items) ? args.items.length : 1;
}

/** A chain with deployed contracts and admitted parties; everything through the package's own client. */
export class Consortium {
  private readonly nonces = new Map<string, number>();
  readonly rpc: ChainRpc;
  readonly reader: LedgerReader;
  readonly decoder: EventDecoder;

  private constructor(
    private readonly chain: RunningChain,
    readonly addresses: ConstructorParameters<typeof EventDecoder>[0],
    /** Key 0 operates for all parties but the regulator; 1 approves for the maker; 2 and 3 are the regulator's. */
    readonly keys: readonly Hex[],
  ) {
    this.rpc = new ChainRpc(chain.url);
    this.reader = new LedgerReader(addresses, ledgerProvider(chain.url, chain.chainId));
    this.decoder = new EventDecoder(addresses);
  }

  static async found(): Promise<Consortium> {
    const chain = await scratchChain({ mining: 'instant' });
    const keys = chain.accounts.slice(0, 6).map((account) => account.privateKey as Hex);
    const address = (i: number) => chain.accounts[i]?.address ?? '';
    const deployer = new Wallet(
      chain.accounts[9]?.privateKey ?? '',
      ledgerProvider(chain.url, chain.chainId),
    );
    const founder = { party: PARTY.regulator, gln: '9999999999994', keys: [address(2), address(3)] };
    const { addresses } = await deployLedger(deployer, founder);
    const consortium = new Consortium(chain, addresses, keys);
    for (const [party, roles] of ROLES) {
      if (party === PARTY.regulator) continue;
      await consortium.byTwo('proposeAdmission', 'approveAdmission', {
        party,
        gln: BigInt(4000000000000 + party),
        roles,
        hpkeKey: randomId(),
        endpoint: 'https://node.example',
        keys: [{ key: address(0) as Hex, rights: KeyRight.Operate }],
      });
    }
    await consortium.giveKey(PARTY.maker, address(1), KeyRight.Approve);
    return consortium;
  }

  stop(): Promise<void> {
    return this.chain.stop();
  }

  get chainId(): number {
    return this.chain.chainId;
  }

  /** Any right, with two keys of the regulator. */
  async giveKey(party: number, key: string, rights: number): Promise<Outcome> {
    return this.byTwo('proposeKey', 'approveKey', { party, key: key as Hex, rights });
  }

  suspend(party: number): Promise<Outcome> {
    const order = { operation: operation(), regulator: PARTY.regulator, party };
    return this.send(2, 'partyRegistry', 'suspend', order);
  }

  reinstate(party: number): Promise<Outcome> {
    return this.byTwo('proposeReinstatement', 'approveReinstatement', { party });
  }

  /** An order of the regulator that takes two of its keys. */
  private async byTwo<N extends 'proposeAdmission' | 'proposeKey' | 'proposeReinstatement'>(
    propose: N,
    approve: 'approveAdmission' | 'approveKey' | 'approveReinstatement',
    what: Omit<CallArguments<'partyRegistry', N>, 'operation' | 'regulator'>,
  ): Promise<Outcome> {
    const proposal = operation();
    const order = { regulator: PARTY.regulator, ...what } as object;
    await this.send(2, 'partyRegistry', propose, { operation: proposal, ...order } as never);
    const approval = { operation: operation(), proposal, ...order } as never;
    return this.send(3, 'partyRegistry', approve, approval);
  }

  /** Sends a call and waits for it. Throws what the simulation says if it reverts; nothing is sent then. */
  async send<C extends ContractName, N extends FunctionName<C>>(
    key: number,
    contract: C,
    name: N,
    args: CallArguments<C, N>,
    units = 0,
  ): Promise<Outcome> {
    const privateKey = this.keys[key];
    if (!privateKey) throw new RangeError(`There is no key ${key}.`);
    const from = new Wallet(privateKey).address;
    const data = encodeCall(contract, name, args);
    const gasLimit = gasLimitOf(name, itemsOf(args), units);
    const to = this.addresses[contract];
    if (!to) throw new RangeError(`There is no ${contract}.`);
    // A many-item call does not revert; a single one says why only when it is simulated.
    if (!name.endsWith('Many')) {
      await this.rpc.simulate({ from, to, data: toHex(data), gas: gasLimit }, 'latest');
    }
    const nonce = this.nonces.get(from) ?? (await this.rpc.nonce(from, 'latest'));
    this.nonces.set(from, nonce + 1);
    const { raw, hash } = signTransaction(privateKey, {
      chainId: this.chain.chainId,
      nonce,
      gasPrice: 0n,
      gasLimit,
      to,
      data,
    });
    await this.rpc.send(raw);
    const receipt = await this.receipt(hash);
    if (!receipt.succeeded) throw new Error(`${name} reverted.`);
    const events = receipt.logs.map((log) => this.decoder.decode(log));
    return { receipt, events: events.filter((event) => event !== undefined) };
  }

  /** Registers a run of the maker with real serial commitments. */
  async makeLot(units: number, expiryDay: number, maker: number = PARTY.maker): Promise<MadeLot> {
    const commitments = new SerialCommitments(randomBytes(32));
    const serials = Array.from({ length: units }, (_, i) => `S${i.toString(36).padStart(9, '0')}`);
    const leaves = serials.map((serial, i) => commitments.leaf(i, serial));
    const root = toHex(rootOf(leaves));
    const lotId = randomId();
    const made: MadeLot = {
      lot: lotKeyOf(maker, lotId),
      lotId,
      units,
      root,
      commitmentOf: (index) => toHex(serialCommitment(commitments.salt(index), serials[index] ?? '')),
      proofOf: (index) => inclusionPath(leaves, index).map(toHex),
    };
    await this.send(0, 'lotLedger', 'registerLot', {
      operation: operation(),
      party: maker,
      lotId,
      units,
      expiryDay,
      root,
      derivedFrom: `0x${'00'.repeat(32)}`,
    });
    return made;
  }

  /** The day of the chain's newest block. */
  async today(): Promise<number> {
    return Math.floor(((await this.rpc.block('latest'))?.timestamp ?? 0) / 86_400);
  }

  /** Lets days pass on the chain. */
  async passDays(days: number): Promise<void> {
    await this.rpc.call('evm_increaseTime', [days * 86_400]);
    await this.rpc.call('evm_mine', []);
  }

  private async receipt(hash: Hex): Promise<Receipt> {
    for (;;) {
      const [receipt] = await this.rpc.receipts([hash]);
      if (receipt) return receipt;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}
