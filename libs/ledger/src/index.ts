export { ledgerAbis, ledgerInterfaces } from './abis.js';
export type { ContractName, FunctionName } from './abi-types.js';
export {
  GOODS_CONTRACTS,
  type GoodsAddresses,
  type GoodsContract,
  type LedgerAddresses,
} from './addresses.js';
export { fromHex, toHex, type Hex } from './bytes.js';
export {
  encodeCall,
  type CallArguments,
  type CancelItem,
  type ClaimItem,
  type DecommissionItem,
  type IssueItem,
  type ItemOf,
  type RangeItem,
  type ReportItem,
  type ShipItem,
  type UndoItem,
} from './calls.js';
export * from './codes.js';
export { AuthorityReader, type Authority } from './authority-reader.js';
export { ConsentReader } from './consent-reader.js';
export {
  consentCommitmentOf,
  consentIdOf,
  controllerAddressOf,
  controllerKeyOf,
  isConsentActive,
  isGrantSigned,
  isRevocationSigned,
  signGrant,
  signRevocation,
  type ConsentContent,
  type ConsentDomain,
  type ConsentRecord,
  type GrantTerms,
  type RevocationTerms,
  type SignedGrant,
  type SignedRevocation,
} from './consents.js';
export { MAX_TRANSACTION_GAS, gasLimitOf } from './gas.js';
export { deployLedger, type Deployment, type Founder } from './deploy.js';
export type { DispenseItem } from './dispense-order.js';
export {
  EVIDENCE_ANCHOR,
  EVIDENCE_FORMAT,
  canonicalText,
  concernsUnit,
  evidenceArgs,
  evidenceHash,
  type EvidenceAlert,
  type EvidenceBundle,
  type EvidenceEvent,
  type EvidenceLot,
  type EvidencePack,
  type EvidenceTransaction,
  type EvidenceValue,
} from './evidence.js';
export {
  EventDecoder,
  type Dispensed,
  type LedgerEvent,
  type LedgerEventName,
  type RawLog,
} from './events.js';
export { fillHashOf, fillsDigest, undoProof, type Fill } from './fills.js';
export {
  dayOf,
  isoDateOf,
  itemKeyOf,
  lotIdOf,
  lotKeyOf,
  operationIdOf,
  randomId,
  uuidOf,
  type LotIdentity,
} from './keys.js';
export {
  LedgerReader,
  ledgerProvider,
  type ItemRecord,
  type LotRecord,
  type SegmentRecord,
} from './reader.js';
export { decodeRevert, isRetryable, refusalOf, type RefusalName, type Revert } from './refusals.js';
export {
  ChainRpc,
  ChainUnreachable,
  RpcError,
  revertDataOf,
  type Block,
  type ChainLog,
  type Receipt,
} from './rpc.js';
export { signTransaction, type LedgerTransaction, type SignedTransaction } from './transactions.js';
export {
  isVoucherSigned,
  signVoucher,
  voucherKeyAddress,
  type FillTerms,
  type Voucher,
  type VoucherDomain,
} from './vouchers.js';
export type {
  KeyGrant,
  LedgerCall,
  LedgerCallKind,
  RegistryCall,
  SingleUnit,
  Supply,
  UnitRange,
  VoucherJson,
} from './ledger-call.js';
export {
  certifyWriter,
  isWriterCertified,
  type WriterCertificate,
  type WriterDomain,
  type WriterTerms,
} from './writers.js';
