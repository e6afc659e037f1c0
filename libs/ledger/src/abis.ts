import {
  anchorLogAbi,
  consentRegistryAbi,
  lotLedgerAbi,
  partyRegistryAbi,
  prescriptionLedgerAbi,
} from '@custodia/contracts';
import { Interface } from 'ethers';
import type { ContractName, LedgerAbis } from './abi-types.js';

export const ledgerAbis: LedgerAbis = {
  partyRegistry: partyRegistryAbi,
  lotLedger: lotLedgerAbi,
  prescriptionLedger: prescriptionLedgerAbi,
  anchorLog: anchorLogAbi,
  consentRegistry: consentRegistryAbi,
};

/** ethers' view of the contracts, for everything that is not frequent. */
export const ledgerInterfaces: Readonly<Record<ContractName, Interface>> = {
  partyRegistry: new Interface(partyRegistryAbi),
  lotLedger: new Interface(lotLedgerAbi),
  prescriptionLedger: new Interface(prescriptionLedgerAbi),
  anchorLog: new Interface(anchorLogAbi),
  consentRegistry: new Interface(consentRegistryAbi),
};
