import { DomainError, type ErrorCode } from '../../platform/errors/index.js';
import { within, type Segment, type UnitRange } from './segment.js';

/** What a party can do with custody. */
export type CustodyAct = 'ship' | 'receive' | 'reject' | 'takeBack' | 'reportMissing' | 'claim';

/** Where units stand, seen from one party. */
export type Standing =
  'HOLDING' | 'SENDING' | 'EXPECTING' | 'ORDERED_AWAY' | 'OTHERS_STOCK' | 'OTHERS_TRANSIT';

interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

const NOT_YOURS: Refusal = { code: 'NOT_HOLDER', message: 'You do not hold these packs.' };
const ON_THEIR_WAY: Refusal = {
  code: 'UNITS_IN_TRANSIT',
  message: 'These packs are on their way. Take the shipment back first.',
};
const RECEIVE_FIRST: Refusal = {
  code: 'UNITS_IN_TRANSIT',
  message: 'These packs are on their way to you. Receive them first.',
};
const NOT_SENT_TO_YOU: Refusal = {
  code: 'NOT_SHIPPED_TO_YOU',
  message: 'These packs were not shipped to you.',
};
const BY_ORDER: Refusal = {
  code: 'UNITS_IN_TRANSIT',
  message: 'The regulator has ordered these packs to another place. Hand them over.',
};
const RECEIVED: Refusal = { code: 'ALREADY_RECEIVED', message: 'You have received these packs already.' };
const NOT_UNDER_WAY: Refusal = {
  code: 'NOT_IN_TRANSIT',
  message: 'These packs are not on their way to anyone.',
};

/** Every act in every standing: allowed, or why not. */
export const CUSTODY_TABLE: {
  readonly [A in CustodyAct]: { readonly [S in Standing]: 'allowed' | Refusal };
} = {
  ship: {
    HOLDING: 'allowed',
    SENDING: ON_THEIR_WAY,
    EXPECTING: RECEIVE_FIRST,
    ORDERED_AWAY: BY_ORDER,
    OTHERS_STOCK: NOT_YOURS,
    OTHERS_TRANSIT: NOT_YOURS,
  },
  receive: {
    HOLDING: RECEIVED,
    SENDING: NOT_SENT_TO_YOU,
    EXPECTING: 'allowed',
    ORDERED_AWAY: NOT_SENT_TO_YOU,
    OTHERS_STOCK: NOT_SENT_TO_YOU,
    OTHERS_TRANSIT: NOT_SENT_TO_YOU,
  },
  reject: {
    HOLDING: {
      code: 'ALREADY_RECEIVED',
      message: 'You have received these packs already. Return them instead.',
    },
    SENDING: NOT_SENT_TO_YOU,
    EXPECTING: 'allowed',
    ORDERED_AWAY: NOT_SENT_TO_YOU,
    OTHERS_STOCK: NOT_SENT_TO_YOU,
    OTHERS_TRANSIT: NOT_SENT_TO_YOU,
  },
  takeBack: {
    HOLDING: NOT_UNDER_WAY,
    SENDING: 'allowed',
    EXPECTING: NOT_YOURS,
    ORDERED_AWAY: BY_ORDER,
    OTHERS_STOCK: {
      code: 'ALREADY_RECEIVED',
      message: 'The receiver has these packs already. Ask for a return.',
    },
    OTHERS_TRANSIT: NOT_YOURS,
  },
  reportMissing: {
    HOLDING: 'allowed',
    SENDING: ON_THEIR_WAY,
    EXPECTING: 'allowed',
    ORDERED_AWAY: BY_ORDER,
    OTHERS_STOCK: NOT_YOURS,
    OTHERS_TRANSIT: NOT_YOURS,
  },
  claim: {
    HOLDING: { code: 'ALREADY_HOLDER', message: 'This pack is in your custody already.' },
    SENDING: ON_THEIR_WAY,
    EXPECTING: RECEIVE_FIRST,
    ORDERED_AWAY: BY_ORDER,
    OTHERS_STOCK: 'allowed',
    OTHERS_TRANSIT: {
      code: 'UNITS_IN_TRANSIT',
      message: 'This pack is on its way to another place. Its sender has to take it back first.',
    },
  },
};

/** A site may hold several ledger ids: all of them are "you". */
export function standingOf(segment: Segment, partyIds: readonly number[]): Standing {
  const mine = partyIds.includes(segment.holder);
  if (segment.state === 'HELD') return mine ? 'HOLDING' : 'OTHERS_STOCK';
  if (segment.receiver !== null && partyIds.includes(segment.receiver)) return 'EXPECTING';
  if (!mine) return 'OTHERS_TRANSIT';
  return segment.state === 'ORDERED' ? 'ORDERED_AWAY' : 'SENDING';
}

/** The contract looks at no more units of a touched segment in one operation. */
const MOST_TOUCHED = 4_096;

/** One operation's worth of units, and the ledger id of the site that has to do with them (of a claim: their holder). */
export interface Piece extends UnitRange {
  readonly partyId: number;
  readonly touched: boolean;
}

const CONCERNED: ReadonlySet<Standing> = new Set(['HOLDING', 'SENDING', 'EXPECTING', 'ORDERED_AWAY']);

/** The answer for packs that are somebody else's and for packs that are not there: both alike. */
export function notHeld({ start, end }: UnitRange): DomainError {
  return new DomainError(NOT_YOURS.code, NOT_YOURS.message, { from: start, to: end });
}

/**
 * Cuts a range into what single operations can do.
 * @throws DomainError when the units do not exist, or some of them do not stand where the act needs them
 */
export function piecesFor(
  act: CustodyAct,
  segments: readonly Segment[],
  range: UnitRange,
  partyIds: readonly number[],
): Piece[] {
  const parts = within(segments, range);
  const covered = parts.reduce((sum, part) => sum + part.end - part.start, 0);
  const strange = !parts.some((part) => CONCERNED.has(standingOf(part, partyIds)));
  if (strange && CUSTODY_TABLE[act].OTHERS_STOCK === NOT_YOURS) throw notHeld(range);
  if (range.start >= range.end || covered < range.end - range.start)
    throw new DomainError('NOT_HOLDER', 'There are no such packs in this lot. Check the range.');
  for (const part of parts) {
    const verdict = CUSTODY_TABLE[act][standingOf(part, partyIds)];
    if (verdict !== 'allowed')
      throw new DomainError(verdict.code, verdict.message, { from: part.start, to: part.end });
  }
  return parts.flatMap(({ start, end, holder, receiver, state, touched }) => {
    const partyId = state !== 'HELD' && receiver !== null && partyIds.includes(receiver) ? receiver : holder;
    const piece = { start, end, partyId, touched };
    return touched ? chopped(piece) : [piece];
  });
}

function chopped(piece: Piece): Piece[] {
  const pieces: Piece[] = [];
  for (let start = piece.start; start < piece.end; start += MOST_TOUCHED)
    pieces.push({ ...piece, start, end: Math.min(piece.end, start + MOST_TOUCHED) });
  return pieces;
}
