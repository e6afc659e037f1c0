export {
  ACCESS_EVENTS,
  LOOKS,
  NO_LEAF,
  gapsOf,
  leafName,
  lineLeaf,
  logRecord,
  openLine,
  recordJson,
  sealLine,
  type AccessLine,
  type LogRecord,
} from './access-lines.js';
export {
  ANCHOR_PATIENCE,
  checkLogs,
  type AnchoredHead,
  type CheckedLog,
  type LogFault,
  type LogFinding,
  type NodeLog,
  type Pin,
  type ProvenRecord,
} from './access-log.js';
export type { Bytes } from './bytes.js';
export {
  granteeCall,
  patientCall,
  readGranteeCall,
  readPatientCall,
  type GranteeCall,
  type Look,
  type PatientAction,
  type PatientCall,
} from './calls.js';
export { canonicalBytes, parseCanonical, type Json } from './canonical.js';
export { carriedJson, readCarried, type Carried } from './carried.js';
export { CATEGORIES, PURPOSES, categoriesOf, maskOf, type Category, type Purpose } from './categories.js';
export {
  CONFIDENTIAL,
  birthday,
  openChildhood,
  sealChildhood,
  stageOf,
  type Childhood,
  type ChildhoodStage,
} from './childhood.js';
export { contactKeyOf } from './contact-cards.js';
export type { Author, Content, Draft } from './content.js';
export { relayDeadline } from './days.js';
export {
  agreedDirectory,
  currentEpoch,
  newestEpoch,
  readDirectory,
  signDirectory,
  type Directory,
  type PublishedEpoch,
} from './directory.js';
export {
  EMERGENCY_REASONS,
  EMERGENCY_SECONDS,
  makeEmergencyRequest,
  readEmergencyRequest,
  type EmergencyAsked,
  type EmergencyReason,
  type EmergencyRequest,
} from './emergency.js';
export {
  handEmergencyShare,
  makeEmergencyKit,
  openEmergencyKit,
  readEmergencyKit,
  type EmergencyKit,
  type HandedShare,
  type NewEmergencyKit,
} from './emergency-kit.js';
export {
  listed,
  openOwnEntry,
  openReleasedEntry,
  sealEntry,
  startEntry,
  type ListedEntry,
  type OpenedEntry,
  type SealedEntry,
  type StartedEntry,
} from './entries.js';
export { envelopeBytes, readEnvelope, type Envelope } from './envelope.js';
export {
  epochJson,
  epochWrap,
  keepEpoch,
  newEpoch,
  nextEpochs,
  ownEpoch,
  type EpochKey,
  type EpochWrap,
} from './epochs.js';
export { ERASED, orderErasure, readErasure } from './erasure.js';
export { VaultError, type VaultCode } from './errors.js';
export { CHUNK_BYTES, SEALED_CHUNK_BYTES, openFile, sealFile, type SealedFile } from './files.js';
export {
  NODES,
  NODES_NEEDED,
  gateNodeJson,
  gateSetOf,
  placeOf,
  type GateNode,
  type GateNodes,
} from './gate.js';
export {
  makeGrant,
  openGranted,
  readOpening,
  wrapGranted,
  type Grant,
  type GrantTerms,
  type Opening,
} from './grants.js';
export { headerHashOf, type Header } from './header.js';
export {
  fingerprintOf,
  holderHash,
  patientKeysOf,
  pseudonymOf,
  type Holder,
  type PatientKeys,
  type Pseudonym,
  type Realm,
} from './identity.js';
export { refuseEntry, type EntryRefusal } from './incoming.js';
export { addUnlocker, createKeybag, openKeybag, readKeybag, type Keybag, type OpenKeybag } from './keybag.js';
export {
  MANDATE_SLOTS,
  makeMandate,
  openSlots,
  readMandate,
  type Mandate,
  type MandateSlot,
  type NewMandate,
} from './mandates.js';
export {
  NOTICE_KINDS,
  noticeChoiceJson,
  readNoticeChoice,
  type NoticeChoice,
  type NoticeKind,
} from './notices.js';
export { checkPassphrase, newPassphrase } from './passphrase.js';
export { makeGrantFor, type OpenedMandate } from './proxy-grants.js';
export { newRecoveryCode, parseRecoveryCode } from './recovery-code.js';
export {
  CONTACTS,
  CONTACTS_NEEDED,
  RECOVERY_DELAY,
  combineRecovery,
  handOver,
  makeRecoveryKit,
  mayRecover,
  readRecoveryKit,
  type HandedOver,
  type RecoveryKit,
} from './recovery.js';
export { hasShare, openReleased, releaseShares, type NodeKey, type Released } from './release.js';
export {
  RELEASE_LIMITS,
  decideRelease,
  readerRefusal,
  standingRefusal,
  type ReleaseDecision,
  type ReleaseFacts,
  type ReleaseLimits,
  type ReleaseRefusal,
} from './release.rules.js';
export { MAX_ENTRIES, makeRequests, readRequest, type Asked, type ReleaseRequest } from './requests.js';
export type { GivenShare } from './shares.js';
export { newSigningKey, signingKeyOf, type SigningKey } from './signing.js';
export { SUITE, deriveKeyPair, newKeyPair, sealedJson, type KeyPair, type Sealed } from './suite.js';
export {
  dayOf,
  ingredientOf,
  routeOf,
  supplyOf,
  therapyTagOf,
  type Therapy,
  type TherapySupply,
  type TherapyTag,
} from './therapy.js';
export {
  MOST_TAGS,
  readTherapyCheck,
  readTherapySupplies,
  therapyChecks,
  therapySuppliesBytes,
  type SiteDevice,
  type TherapyAsked,
  type TherapyCheck,
} from './therapy-calls.js';
export { readHead, readReceipt, signHead, signReceipt, type Receipt, type TreeHead } from './tree-heads.js';
export type { Unlocker, UnlockerKind } from './unlockers.js';
export {
  openWriter,
  readSubmission,
  sealWriter,
  submissionBytes,
  type EntryWriter,
  type Submission,
  type Writer,
} from './submissions.js';
