import { DomainError } from '../../platform/errors/index.js';
import type { DecidedStatus } from './party-proposal.entity.js';

/** As long as the ledger lets it be approved (`PartyRegistry.PROPOSAL_STANDS`). */
const STANDS_MS = 14 * 24 * 60 * 60_000;

/** Counted from before the ledger has it, so that it is never over there first. */
export function expiryOf(proposedAt: Date): Date {
  return new Date(proposedAt.getTime() + STANDS_MS);
}

export interface Undecided {
  readonly status: DecidedStatus;
  readonly proposedBy: string;
  readonly expiresAt: Date;
}

/** By a second person, in time. @throws DomainError PROPOSAL_SETTLED, PROPOSAL_SAME_PERSON */
export function mayApprove(proposal: Undecided, userId: string, now: Date): void {
  mustBeOpen(proposal);
  if (proposal.expiresAt <= now)
    throw new DomainError('PROPOSAL_SETTLED', 'This proposal is too old to be approved. Propose it anew.');
  if (proposal.proposedBy === userId)
    throw new DomainError(
      'PROPOSAL_SAME_PERSON',
      'This takes a second person: you proposed it. You can take it back.',
    );
}

/** What ends it: withdrawn by who proposed it, refused by somebody else. @throws DomainError PROPOSAL_SETTLED, BAD_INPUT */
export function ending(
  proposal: Undecided,
  userId: string,
  reason: string,
): { readonly status: 'WITHDRAWN' | 'REFUSED'; readonly reason: string } {
  mustBeOpen(proposal);
  return {
    status: proposal.proposedBy === userId ? 'WITHDRAWN' : 'REFUSED',
    reason: reasonOf(reason),
  };
}

/** @throws DomainError BAD_INPUT */
export function reasonOf(text: string): string {
  const reason = text.trim();
  if (!reason) throw new DomainError('BAD_INPUT', 'An order about a party needs a reason.');
  return reason;
}

function mustBeOpen({ status }: Undecided): void {
  if (status !== 'PROPOSED')
    throw new DomainError(
      'PROPOSAL_SETTLED',
      'This proposal is approved already, or was refused, taken back, or is too old.',
    );
}
