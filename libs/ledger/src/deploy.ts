import {
  anchorLogAbi,
  anchorLogBytecode,
  consentRegistryAbi,
  consentRegistryBytecode,
  lotLedgerAbi,
  lotLedgerBytecode,
  partyRegistryAbi,
  partyRegistryBytecode,
  prescriptionLedgerAbi,
  prescriptionLedgerBytecode,
} from '@custodia/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ContractFactory,
  getCreateAddress,
  type InterfaceAbi,
  type Signer,
  type TransactionReceipt,
} from 'ethers';
import type { LedgerAddresses } from './addresses.js';
import type { Hex } from './bytes.js';

const RECEIPT_LIMIT_MS = 120_000;

/** The first regulator: whoever founds the consortium. */
export interface Founder {
  /** Party id, not 0. */
  party: number;
  /** 13 digits. */
  gln: string;
  /** Addresses of its keys, at least two, none of them a hosting node's: a recall takes two. */
  keys: readonly string[];
}

export interface Deployment {
  addresses: LedgerAddresses;
  /** The block of the first contract: nothing of the ledger lies before it. */
  fromBlock: number;
}

/**
 * Deploys the five contracts. The deployer gets no rights.
 * @param deployer Must have no transaction pending: the contracts know each other by addresses computed from its nonce.
 */
export async function deployLedger(deployer: Signer, founder: Founder): Promise<Deployment> {
  if (founder.keys.length < 2)
    throw new RangeError('A regulator needs at least two keys: a recall takes two.');
  const from = await deployer.getAddress();
  let nonce = await deployer.getNonce('pending');
  // The prescription ledger serves one lot ledger only, which comes right after it.
  const expectedLotLedger = getCreateAddress({ from, nonce: nonce + 2 });

  let fromBlock = 0;
  const create = async (abi: InterfaceAbi, bytecode: string, args: readonly unknown[]): Promise<Hex> => {
    const contract = await new ContractFactory(abi, bytecode, deployer).deploy(...args, { nonce: nonce++ });
    const receipt = await receiptOf(deployer, contract.deploymentTransaction()?.hash ?? '');
    if (receipt.status !== 1 || !receipt.contractAddress)
      throw new Error('A contract was not created; deploy again.');
    fromBlock ||= receipt.blockNumber;
    return receipt.contractAddress.toLowerCase() as Hex;
  };
  const { party, gln, keys } = founder;
  const partyRegistry = await create(partyRegistryAbi, partyRegistryBytecode, [party, BigInt(gln), keys]);
  const prescriptionLedger = await create(prescriptionLedgerAbi, prescriptionLedgerBytecode, [
    partyRegistry,
    expectedLotLedger,
  ]);
  const lotLedger = await create(lotLedgerAbi, lotLedgerBytecode, [partyRegistry, prescriptionLedger]);
  if (lotLedger !== expectedLotLedger.toLowerCase()) {
    throw new Error('Another transaction of the deployer came between: deploy again.');
  }
  const anchorLog = await create(anchorLogAbi, anchorLogBytecode, [partyRegistry]);
  const consentRegistry = await create(consentRegistryAbi, consentRegistryBytecode, []);
  const addresses = { partyRegistry, lotLedger, prescriptionLedger, anchorLog, consentRegistry };
  return { addresses, fromBlock };
}

/**
 * Asks until the transaction is in a block. ethers' own `wait` may wait for one block more, which never comes on a
 * chain that mines on demand.
 */
async function receiptOf(deployer: Signer, hash: string): Promise<TransactionReceipt> {
  for (const end = Date.now() + RECEIPT_LIMIT_MS; Date.now() < end; await sleep(50)) {
    const receipt = await deployer.provider?.getTransactionReceipt(hash);
    if (receipt) return receipt;
  }
  throw new Error(`The chain did not mine the deployment within ${RECEIPT_LIMIT_MS / 1000} s.`);
}
