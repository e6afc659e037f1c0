import { consentIdOf, itemKeyOf, type LedgerCall } from '@custodia/ledger';
import type { PendingOperation } from './pending-operation.js';

/** Something on the ledger that an operation reads or changes, such as one run or one prescription item. */
export interface Touch {
  readonly key: string;
  /** `alone`: no other operation may be moved across this one. `shared`: operations that share it commute. */
  readonly mode: 'alone' | 'shared';
}

/**
 * What an operation touches. Supplies of different units of a run commute, as do operations of one party; what moves
 * or governs a run does not commute with anything on it, and fills keep their order on their item.
 */
export function touchesOf(
  operation: Pick<PendingOperation, 'call' | 'id' | 'partyId' | 'runId' | 'itemId'>,
): Touch[] {
  const { call, partyId } = operation;
  const run = (mode: Touch['mode']) => runTouches(operation, mode);
  switch (call.kind) {
    case 'proposeAdmission':
    case 'approveAdmission':
    case 'proposeRoles':
    case 'approveRoles':
    case 'suspend':
    case 'proposeReinstatement':
    case 'approveReinstatement':
    case 'withdrawKey':
    case 'proposeKey':
    case 'approveKey':
    case 'retractOrder':
      return [alone(`party:${call.party}`), ...(call.party === partyId ? [] : [shared(`party:${partyId}`)])];
    case 'changeProfile':
      return [alone(`profile:${partyId}`), shared(`party:${partyId}`)];
    case 'anchor':
      return [alone(`anchors:${partyId}`), shared(`party:${partyId}`)];
    case 'grant':
    case 'revoke':
      // Signed by a key of its own: whose node relays it does not matter.
      return [alone(`consent:${consentIdOf(call.commitment, call.controller)}`)];
    case 'ship':
    case 'returnTo':
    case 'reassign':
      return [...run('alone'), shared(`party:${partyId}`), shared(`party:${call.receiver}`)];
    case 'dispense':
    case 'reportSupply':
      return [...run('shared'), ...unitTouches(call), ...itemTouches(operation), shared(`party:${partyId}`)];
    case 'undoDispense':
      return [
        ...run('shared'),
        ...unitTouches(call),
        ...itemTouches(operation),
        alone(`operation:${call.undoes}`),
        shared(`party:${partyId}`),
      ];
    case 'issue':
    case 'cancel':
      return [...itemTouches(operation), shared(`party:${partyId}`)];
    case 'approveRecall':
    case 'approveWithdrawal':
    case 'retractProposal':
      return [...run('alone'), alone(`operation:${call.proposal}`), shared(`party:${partyId}`)];
    case 'proposeRecall':
    case 'proposeWithdrawal':
      return [...run('alone'), alone(`operation:${operation.id}`), shared(`party:${partyId}`)];
    default:
      return [...run('alone'), shared(`party:${partyId}`)];
  }
}

/** Whether the order of two operations matters. */
export function conflict(a: readonly Touch[], b: readonly Touch[]): boolean {
  return a.some(({ key, mode }) =>
    b.some((other) => other.key === key && (mode === 'alone' || other.mode === 'alone')),
  );
}

/** The run by its number where the operation names it, and the lot by its key where the call names it. */
function runTouches({ call, runId }: Pick<PendingOperation, 'call' | 'runId'>, mode: Touch['mode']): Touch[] {
  const touches: Touch[] = [];
  if (runId !== null) touches.push({ key: `run:${runId}`, mode });
  if ('lot' in call) touches.push({ key: call.lot, mode });
  return touches;
}

function unitTouches({ lot, index }: Extract<LedgerCall, { index: number }>): Touch[] {
  return [alone(`${lot}:${index}`)];
}

function itemTouches({
  call,
  partyId,
  itemId,
}: Pick<PendingOperation, 'call' | 'partyId' | 'itemId'>): Touch[] {
  if (call.kind === 'issue') return [alone(itemKeyOf(partyId, call.id))];
  if (call.kind === 'cancel') return [alone(itemKeyOf(call.prescriber, call.id))];
  if ('voucher' in call && call.voucher) return [alone(call.voucher.item)];
  return itemId ? [alone(itemId)] : [];
}

function alone(key: string): Touch {
  return { key, mode: 'alone' };
}

function shared(key: string): Touch {
  return { key, mode: 'shared' };
}
