export { NodesError, type NodeDoor, type NodeFailure } from './doors.js';
export { breakGlass, putEmergencyKit, type BrokenGlass } from './emergency.js';
export { readLogs, type ReadLogs } from './logs.js';
export {
  eraseAtNodes,
  fetchDirectory,
  gateOf,
  listGrantedEntries,
  listOwnEntries,
  publishDirectory,
  putEntries,
  putOpening,
  stopConsent,
  writerOf,
  type EntryList,
  type Looking,
  type PutOutcome,
} from './records.js';
export { usedLooks } from './uses.js';
export { chooseNotices, readNotices, type ToldOf } from './notices.js';
export {
  askRecovery,
  cancelRecovery,
  fetchRecoveryShares,
  keepRecoveryKit,
  listRecoveries,
  type AskedRecovery,
} from './recovery.js';
export { publishEpochs } from './rotation.js';
export { requestRelease, type Opened, type Reading } from './release.js';
export { checkTherapies, putTherapySupplies } from './therapy.js';
export { inSteps } from './steps.js';
