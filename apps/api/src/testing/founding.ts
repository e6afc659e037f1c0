import type { RunningChain } from '@custodia/embedded';
import {
  ChainRpc,
  KeyRight,
  Role,
  deployLedger,
  encodeCall,
  ledgerProvider,
  randomId,
  toHex,
  type Hex,
} from '@custodia/ledger';
import { Wallet } from 'ethers';
import { randomUUID } from 'node:crypto';
import { DEMO_ANCHOR_KEYS } from '../config-demo.js';
import type { NodeContracts } from '../config.js';

export { KeyFile } from '../platform/keys/index.js';

/** A chain with the contracts, and where release nodes on it answer. */
export interface RecordPlace {
  readonly chain: RunningChain;
  readonly contracts: NodeContracts;
  /** Where the nodes answer, for the client. */
  readonly doors: readonly { readonly url: string }[];
  /** Sends a call from an account that belongs to nobody. */
  send(to: Hex, data: Uint8Array, from?: number): Promise<void>;
}

const REGULATOR = 1;
/** The one party of the bench, a pharmacy; the nodes' keys act for it. */
export const PARTY = 90;

/** The settings of a node of the bench, as its environment. */
export function nodeSettings(
  number: number,
  place: { databaseUrl: string; ledgerUrl: string; port?: number },
  contracts: NodeContracts,
): Record<string, string> {
  return {
    CUSTODIA_DEMO: '1',
    NODE_ID: `node-${number}`,
    NODE_KEM_KEY: `a${number}`.repeat(32),
    NODE_SIGN_KEY: `b${number}`.repeat(32),
    DATABASE_URL: place.databaseUrl,
    LEDGER_RPC_URL: place.ledgerUrl,
    CONSENT_REGISTRY: contracts.consentRegistry,
    ANCHOR_LOG: contracts.anchorLog,
    PARTY_REGISTRY: contracts.partyRegistry,
    NODE_PORT: String(place.port ?? 0),
    // Specs ask for an anchor when they need one.
    NODE_ANCHOR_SECONDS: '86400',
    RATE_LIMIT_PER_ADDRESS: '0',
  };
}

/** The contracts on a chain, with the nodes' keys admitted, and how calls get there. */
export async function foundWithNodes(chain: RunningChain): Promise<Pick<RecordPlace, 'contracts' | 'send'>> {
  const rpc = new ChainRpc(chain.url);
  const contracts = await found(chain);
  const send = async (to: Hex, data: Uint8Array, from = 9) => {
    const hash = await rpc.call<Hex>('eth_sendTransaction', [
      { from: chain.accounts[from]?.address, to, data: toHex(data), gasPrice: '0x0' },
    ]);
    for (;;) {
      const [receipt] = await rpc.receipts([hash]);
      if (receipt?.succeeded) return;
      if (receipt) throw new Error('The ledger refused a call of the bench');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await admitNodes(contracts, send);
  return { contracts, send };
}

/** Founds a consortium whose regulator has the second and fifth of the chain's accounts. */
async function found(chain: RunningChain): Promise<NodeContracts> {
  const key = (index: number) => chain.accounts[index]?.privateKey ?? '';
  const address = (index: number) => chain.accounts[index]?.address ?? '';
  const provider = ledgerProvider(chain.url, chain.chainId);
  try {
    const founder = { party: REGULATOR, gln: '9501101530003', keys: [address(1), address(4)] };
    const { addresses } = await deployLedger(new Wallet(key(0), provider), founder);
    const { consentRegistry, anchorLog, partyRegistry } = addresses;
    if (!consentRegistry) throw new Error('The contracts lack the consent registry');
    return { consentRegistry, anchorLog, partyRegistry };
  } finally {
    provider.destroy();
  }
}

/** The regulator lets the keys of the demo's nodes anchor in the name of one party. */
async function admitNodes(
  { partyRegistry }: NodeContracts,
  send: (to: Hex, data: Uint8Array, from: number) => Promise<void>,
): Promise<void> {
  const keys = DEMO_ANCHOR_KEYS.map((anchorKey) => new Wallet(anchorKey).address as Hex);
  const site = { gln: 9_501_101_530_904n, roles: Role.Pharmacy, endpoint: 'https://90.example' };
  await admitParty(partyRegistry, send, { party: PARTY, ...site }, keys);
}

/** With both keys of the regulator. */
export async function admitParty(
  registry: Hex,
  send: (to: Hex, data: Uint8Array, from: number) => Promise<void>,
  party: { party: number; gln: bigint; roles: number; endpoint: string },
  operators: readonly Hex[],
): Promise<void> {
  const operation = () => `0x${randomUUID().replaceAll('-', '')}` as const;
  const proposal = operation();
  const keys = operators.map((key) => ({ key, rights: KeyRight.Operate }));
  const what = { regulator: REGULATOR, ...party, hpkeKey: randomId(), keys };
  await send(registry, encodeCall('partyRegistry', 'proposeAdmission', { operation: proposal, ...what }), 1);
  await send(
    registry,
    encodeCall('partyRegistry', 'approveAdmission', { operation: operation(), proposal, ...what }),
    4,
  );
}
