import { isRetryable, operationIdOf, refusalOf, type LedgerCall, type LedgerEvent } from '@custodia/ledger';
import type { PendingOperation } from '../pending-operation.js';

/** What an event says about one of our operations. */
export type Outcome =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The picture that the call was built on was overtaken: the operation is still to be done. */
  | { readonly kind: 'overtaken'; readonly reason: string };

/** The event that each kind of call causes when it succeeds. */
const EVENT_OF: Readonly<Record<LedgerCall['kind'], LedgerEvent['name']>> = {
  proposeAdmission: 'AdmissionProposed',
  approveAdmission: 'PartyAdmitted',
  proposeRoles: 'RolesProposed',
  approveRoles: 'RolesChanged',
  suspend: 'PartyWasSuspended',
  proposeReinstatement: 'ReinstatementProposed',
  approveReinstatement: 'PartyReinstated',
  withdrawKey: 'KeyChanged',
  proposeKey: 'KeyProposed',
  approveKey: 'KeyChanged',
  retractOrder: 'OrderRetracted',
  changeProfile: 'ProfileChanged',
  registerLot: 'LotRegistered',
  amendLot: 'LotAmended',
  hold: 'LotHeld',
  release: 'LotReleased',
  proposeRecall: 'RecallProposed',
  proposeWithdrawal: 'RecallProposed',
  approveRecall: 'LotRecalled',
  approveWithdrawal: 'LotWithdrawn',
  retractProposal: 'ProposalRetracted',
  ship: 'Shipped',
  returnTo: 'Shipped',
  reassign: 'Reassigned',
  receive: 'Received',
  reject: 'Rejected',
  voidShipment: 'ShipmentVoided',
  reportMissing: 'ReportedMissing',
  claim: 'Claimed',
  lock: 'UnitsLocked',
  unlock: 'UnitsUnlocked',
  decommission: 'Decommissioned',
  dispense: 'Dispensed',
  reportSupply: 'SupplyReported',
  undoDispense: 'Undone',
  issue: 'Issued',
  cancel: 'Cancelled',
  grant: 'ConsentGranted',
  revoke: 'ConsentRevoked',
  anchor: 'Anchored',
};

/** Arguments that a call and its event share by name. */
const SHARED = [
  'lot',
  'lotId',
  'start',
  'end',
  'index',
  'receiver',
  'root',
  'quantity',
  'party',
  'key',
  'units',
];

/**
 * What an event of one of our transactions means for one of our operations. Operation ids are public: the event has
 * to be the one that this call causes, with this call's parameters. Nothing where it is another.
 */
export function outcomeOf(
  operation: Pick<PendingOperation, 'id' | 'call' | 'partyId'>,
  event: LedgerEvent,
): Outcome | undefined {
  const args = event.args as Readonly<Record<string, unknown>>;
  if (args['operation'] !== operationIdOf(operation.id)) return undefined;
  if (event.name === 'Refused') {
    if (event.args.party !== operation.partyId) return undefined;
    return outcomeOfRefusal(event.args.reason);
  }
  if (event.name !== EVENT_OF[operation.call.kind]) return undefined;
  const call = operation.call as unknown as Readonly<Record<string, unknown>>;
  const same = SHARED.every(
    (name) => !(name in call) || !(name in args) || sameValue(call[name], args[name]),
  );
  return same ? { kind: 'confirmed' } : undefined;
}

export function outcomeOfRefusal(selector: string): Outcome {
  const reason = refusalOf(selector);
  // Contracts newer than this program may refuse for reasons that it does not know.
  if (!reason) return { kind: 'refused', reason: selector };
  return isRetryable(reason) ? { kind: 'overtaken', reason } : { kind: 'refused', reason };
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || String(a).toLowerCase() === String(b).toLowerCase();
}
