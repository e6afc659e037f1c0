import { scratchChain, type RunningChain } from '@custodia/embedded';
import {
  ChainRpc,
  EVIDENCE_ANCHOR,
  EVIDENCE_FORMAT,
  EventDecoder,
  KeyRight,
  Role,
  SupplyBasis,
  canonicalText,
  concernsUnit,
  dayOf,
  deployLedger,
  encodeCall,
  evidenceArgs,
  evidenceHash,
  ledgerProvider,
  lotIdOf,
  lotKeyOf,
  operationIdOf,
  randomId,
  toHex,
  type CallArguments,
  type EvidenceBundle,
  type EvidenceTransaction,
  type EvidenceValue,
  type FunctionName,
  type Hex,
  type GoodsAddresses,
  type GoodsContract,
  type Receipt,
} from '@custodia/ledger';
import { SerialCommitments, inclusionPath, rootOf } from '@custodia/merkle';
import { Wallet } from 'ethers';

const REGULATOR: number = 1;
const MAKER = 2;
const PHARMACY = 5;
const UNITS = 5;

/** Asks the node once for each thing. */
export class RememberingRpc extends ChainRpc {
  private readonly answers = new Map<string, Promise<unknown>>();

  override call<T>(method: string, params: readonly unknown[]): Promise<T> {
    return this.once(JSON.stringify([method, params]), () => super.call<T>(method, params));
  }

  override batch<T>(calls: readonly { method: string; params: readonly unknown[] }[]): Promise<T[]> {
    return this.once(JSON.stringify(calls), () => super.batch<T>(calls));
  }

  private once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key) ?? ask();
    this.answers.set(key, known);
    return known as Promise<T>;
  }
}

/** A consortium on a real chain, in which two packs of a lot went to a pharmacy, and what was told of them. */
export class Stage {
  readonly rpc: ChainRpc;
  private readonly wallets: Wallet[];

  private constructor(
    private readonly chain: RunningChain,
    readonly contracts: GoodsAddresses,
  ) {
    this.rpc = new ChainRpc(chain.url);
    const provider = ledgerProvider(chain.url, chain.chainId);
    this.wallets = chain.accounts.map(({ privateKey }) => new Wallet(privateKey, provider));
  }

  static async open(): Promise<Stage> {
    const chain = await scratchChain({ mining: 'instant' });
    const deployer = new Wallet(
      chain.accounts[9]?.privateKey ?? '',
      ledgerProvider(chain.url, chain.chainId),
    );
    const keys = [chain.accounts[1]?.address ?? '', chain.accounts[2]?.address ?? ''];
    const { addresses } = await deployLedger(deployer, { party: REGULATOR, gln: '9999999999994', keys });
    const { consentRegistry: _, ...goods } = addresses;
    const stage = new Stage(chain, goods);
    for (const [party, roles] of [
      [MAKER, Role.Manufacturer],
      [PHARMACY, Role.Pharmacy],
    ] as const) {
      const proposal = operation();
      const admission = {
        regulator: REGULATOR,
        party,
        gln: BigInt(4000000000000 + party),
        roles,
        hpkeKey: randomId(),
        endpoint: 'https://node.example',
        keys: [{ key: stage.address(0), rights: KeyRight.Operate }],
      };
      await stage.send(1, 'partyRegistry', 'proposeAdmission', { operation: proposal, ...admission });
      await stage.send(2, 'partyRegistry', 'approveAdmission', {
        operation: operation(),
        proposal,
        ...admission,
      });
    }
    return stage;
  }

  get url(): string {
    return this.chain.url;
  }

  stop(): Promise<void> {
    return this.chain.stop();
  }

  address(key: number): Hex {
    return (this.wallets[key]?.address ?? '').toLowerCase() as Hex;
  }

  /** A lot, two packs of it shipped, received and supplied, and a bundle about them that is anchored. */
  async anchoredBundle(): Promise<EvidenceBundle> {
    const bundle = await this.bundle();
    await this.anchor(bundle);
    return bundle;
  }

  anchor(
    { anchor, hash, transactions }: EvidenceBundle,
    key = 1,
    party: number = REGULATOR,
  ): Promise<Receipt> {
    const count = BigInt(transactions.reduce((sum, { events }) => sum + events.length, 0));
    const { operation } = anchor;
    return this.send(key, 'anchorLog', 'anchor', {
      operation,
      party,
      kind: EVIDENCE_ANCHOR,
      root: hash,
      count,
    });
  }

  async bundle(): Promise<EvidenceBundle> {
    const secret = new SerialCommitments(new Uint8Array(32).fill(7));
    const serials = Array.from({ length: UNITS }, (_, index) => `SERIAL${index}`);
    const leaves = serials.map((serial, index) => secret.leaf(index, serial));
    const root = toHex(rootOf(leaves));
    const identity = {
      gtin: '00361414567894',
      lotNumber: 'A1',
      expiryDay: dayOf('2031-06-30'),
      salt: randomId(),
    };
    const lotId = lotIdOf(identity);
    const lot = lotKeyOf(MAKER, lotId);
    const receipts = [
      await this.send(0, 'lotLedger', 'registerLot', {
        operation: operation(),
        party: MAKER,
        lotId,
        units: UNITS,
        expiryDay: identity.expiryDay,
        root,
        derivedFrom: `0x${'0'.repeat(64)}`,
      }),
      await this.send(0, 'lotLedger', 'shipMany', {
        items: [{ ...range(lot, 0, 3), party: MAKER, receiver: PHARMACY }],
      }),
      await this.send(0, 'lotLedger', 'receiveMany', { items: [{ ...range(lot, 0, 3), party: PHARMACY }] }),
      await this.send(0, 'lotLedger', 'dispenseMany', {
        items: [0, 1, 2].map((index) => supply(lot, index)),
        vouchers: [],
      }),
    ];
    const indices = [0, 1];
    const transactions: EvidenceTransaction[] = [];
    for (const receipt of receipts) transactions.push(await this.transaction(receipt, lot, indices));
    const alert = {
      id: '0190',
      rule: 'DUPLICATE_DISPENSE',
      severity: 'HIGH',
      title: 'Dispensed twice',
      sentence: 'Pack SERIAL0 was dispensed twice.',
      eventTime: '2026-11-22T12:00:00.000Z',
      raisedAt: '2026-11-22T12:00:01.000Z',
      gtin: identity.gtin,
      lotNumber: identity.lotNumber,
      serial: 'SERIAL0',
      facts: { repeats: 2, handedOut: false, places: ['a', 'b'] },
    };
    const bundle = {
      format: EVIDENCE_FORMAT,
      madeAt: '2026-11-22T13:00:00.000Z',
      chain: {
        chainId: this.chain.chainId,
        upTo: await this.rpc.blockNumber(),
        contracts: this.contracts,
      },
      anchor: { operation: operation(), party: REGULATOR },
      incident: { id: '0189', title: 'Dispensed twice', score: 66, closingCode: null },
      alerts: [{ ...alert, hash: evidenceHash(alert) }],
      lots: [{ ...identity, lot, lotId, maker: MAKER, units: UNITS, root }],
      packs: indices.map((index) => ({
        lot,
        index,
        serial: serials[index] ?? '',
        salt: toHex(secret.salt(index)),
        path: inclusionPath(leaves, index).map(toHex),
      })),
      transactions,
    } as const;
    return { ...bundle, hash: evidenceHash(bundle) };
  }

  async send<C extends GoodsContract, N extends FunctionName<C>>(
    key: number,
    contract: C,
    name: N,
    args: CallArguments<C, N>,
  ): Promise<Receipt> {
    const sent = await this.wallets[key]!.sendTransaction({
      to: this.contracts[contract],
      data: toHex(encodeCall(contract, name, args)),
    });
    await sent.wait();
    const [receipt] = await this.rpc.receipts([sent.hash]);
    if (!receipt?.succeeded) throw new Error(`${name} was not mined`);
    return receipt;
  }

  private async transaction(
    receipt: Receipt,
    lot: Hex,
    indices: readonly number[],
  ): Promise<EvidenceTransaction> {
    const decoder = new EventDecoder(this.contracts);
    const block = await this.rpc.block(receipt.blockNumber);
    return {
      hash: receipt.transactionHash,
      blockNumber: receipt.blockNumber,
      blockHash: receipt.blockHash,
      timestamp: block?.timestamp ?? 0,
      events: receipt.logs.flatMap((log) => {
        const event = decoder.decode(log);
        if (!event || !indices.some((index) => concernsUnit(event, lot, index))) return [];
        return [
          {
            logIndex: Number(log.logIndex),
            address: log.address.toLowerCase() as Hex,
            topics: log.topics as Hex[],
            data: log.data as Hex,
            name: event.name,
            args: evidenceArgs(event),
          },
        ];
      }),
    };
  }
}

export function operation(): Hex {
  return operationIdOf(crypto.randomUUID());
}

/** As a file. */
export function textOf(bundle: unknown): string {
  return canonicalText(bundle as EvidenceValue);
}

function range(lot: Hex, start: number, end: number) {
  return { operation: operation(), lot, start, end, hint: start };
}

function supply(lot: Hex, index: number) {
  const unit = { operation: operation(), party: PHARMACY, lot, index, hint: 0 };
  return { ...unit, portion: 0, basis: SupplyBasis.Paper, quantity: 0, voucher: 0 };
}
