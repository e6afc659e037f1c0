import { startChain } from '@custodia/embedded';
import {
  ChainRpc,
  deployLedger,
  encodeCall,
  gasLimitOf,
  KeyRight,
  ledgerProvider,
  lotKeyOf,
  operationIdOf,
  randomId,
  Role,
  signTransaction,
  type Hex,
} from '@custodia/ledger';
import { Wallet } from 'ethers';
import { randomUUID } from 'node:crypto';

const REGULATOR = 1;
const PHARMACY = 2;
const AT_ONCE = 200;

const operation = () => operationIdOf(randomUUID());

/**
 * What a chain takes when nothing but the chain is at work: the calls are signed before the clock starts.
 * @returns dispenses a second
 */
export async function dispensesStraightToAChain(units: number): Promise<number> {
  const chain = await startChain();
  try {
    const rpc = new ChainRpc(chain.url);
    const key = (n: number) => chain.accounts[n]!.privateKey as Hex;
    const address = (n: number) => chain.accounts[n]!.address as Hex;
    const deployer = new Wallet(key(9), ledgerProvider(chain.url, chain.chainId));
    const founder = { party: REGULATOR, gln: '9501101530003', keys: [address(1), address(2)] };
    const { addresses } = await deployLedger(deployer, founder);
    const sign = (by: number, nonce: number, to: Hex, data: Uint8Array, gasLimit: number) =>
      signTransaction(key(by), { chainId: chain.chainId, nonce, gasPrice: 0n, gasLimit, to, data }).raw;
    const lotId = randomId();
    const proposal = operation();
    const admission = {
      regulator: REGULATOR,
      party: PHARMACY,
      gln: 9501101530010n,
      roles: Role.Manufacturer | Role.Pharmacy,
      hpkeKey: randomId(),
      endpoint: 'https://pharmacy.example',
      keys: [{ key: address(0), rights: KeyRight.Operate }],
    };
    const proposed = encodeCall('partyRegistry', 'proposeAdmission', { operation: proposal, ...admission });
    const approved = encodeCall('partyRegistry', 'approveAdmission', {
      operation: operation(),
      proposal,
      ...admission,
    });
    const registration = encodeCall('lotLedger', 'registerLot', {
      operation: operation(),
      party: PHARMACY,
      lotId,
      units,
      expiryDay: 30_000,
      root: randomId(),
      derivedFrom: `0x${'0'.repeat(64)}`,
    });
    const lot = lotKeyOf(PHARMACY, lotId);
    const calls = Array.from({ length: Math.floor(units / AT_ONCE) }, (_, call) =>
      encodeCall('lotLedger', 'dispenseMany', {
        items: Array.from({ length: AT_ONCE }, (_, n) => ({
          operation: operation(),
          party: PHARMACY,
          lot,
          index: call * AT_ONCE + n,
          portion: 0,
          basis: 2,
          quantity: 30,
          voucher: 0,
          hint: 0,
        })),
        vouchers: [],
      }),
    );
    const send = async (raws: readonly Hex[]) => {
      for (const raw of raws) await rpc.send(raw);
    };
    // By two of the regulator's keys, the second once the first is mined.
    for (const [by, data] of [
      [1, proposed],
      [2, approved],
    ] as const) {
      await send([sign(by, 0, addresses.partyRegistry, data, 500_000)]);
      await mined(rpc, address(by), 1);
    }
    await send([sign(0, 0, addresses.lotLedger, registration, 500_000)]);
    await mined(rpc, address(0), 1);
    const gasLimit = gasLimitOf('dispenseMany', AT_ONCE, 0);
    const raws = calls.map((data, n) => sign(0, n + 1, addresses.lotLedger, data, gasLimit));
    const started = performance.now();
    await send(raws);
    await mined(rpc, address(0), raws.length + 1);
    const seconds = (performance.now() - started) / 1_000;
    const head = await rpc.call<Hex>('eth_blockNumber', []);
    const logs = await rpc.call<unknown[]>('eth_getLogs', [
      { fromBlock: '0x0', toBlock: head, address: addresses.lotLedger },
    ]);
    // One of them is the registration's.
    if (logs.length - 1 < raws.length * AT_ONCE)
      throw new Error(`${logs.length} events of ${raws.length * AT_ONCE}`);
    return (raws.length * AT_ONCE) / seconds;
  } finally {
    await chain.stop();
  }
}

async function mined(rpc: ChainRpc, address: Hex, transactions: number): Promise<void> {
  while ((await rpc.nonce(address, 'latest')) < transactions)
    await new Promise((resolve) => setTimeout(resolve, 5));
}
