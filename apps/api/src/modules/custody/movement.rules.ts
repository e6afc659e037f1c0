import type { SiteRole } from '@custodia/access';
import { DomainError, type ErrorCode } from '../../platform/errors/index.js';

/** What is decided about a lot, pending decisions of this node included. */
export interface LotState {
  readonly held: boolean;
  readonly recalled: boolean;
  readonly withdrawn: boolean;
  readonly expired: boolean;
}

/** Who may be shipped to. */
export interface Receiver {
  readonly siteId: string;
  readonly roles: readonly SiteRole[];
  readonly active: boolean;
  /** Whether it made the lot. */
  readonly isMaker: boolean;
}

const STOCK_HOLDERS: readonly SiteRole[] = ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER'];

const BLOCKS: readonly { readonly state: keyof LotState; readonly code: ErrorCode; readonly is: string }[] = [
  { state: 'recalled', code: 'LOT_RECALLED', is: 'recalled' },
  { state: 'withdrawn', code: 'LOT_WITHDRAWN', is: 'withdrawn from the market' },
  { state: 'expired', code: 'LOT_EXPIRED', is: 'expired' },
  { state: 'held', code: 'LOT_HELD', is: 'on hold' },
];

/** @throws DomainError when the site cannot be sent any goods by this sender */
export function checkReceiver(receiver: Receiver, senderSiteId: string): void {
  if (receiver.siteId === senderSiteId)
    throw new DomainError('RECEIVER_NOT_ALLOWED', 'You cannot ship to your own site.');
  if (!receiver.roles.some((role) => STOCK_HOLDERS.includes(role)))
    throw new DomainError('RECEIVER_NOT_ALLOWED', 'This site is not licensed to hold medicines.');
  if (!receiver.active)
    throw new DomainError(
      'RECEIVER_NOT_ACTIVE',
      'This site is not admitted, or is suspended. Do not ship to it.',
    );
}

/**
 * Goods that nobody may use move only to where they are dealt with.
 * @throws DomainError LOT_RECALLED, LOT_WITHDRAWN, LOT_EXPIRED or LOT_HELD
 */
export function checkMovement(lot: LotState, lotNumber: string, receiver: Receiver): void {
  if (receiver.isMaker || receiver.roles.includes('DISPOSER')) return;
  const block = BLOCKS.find(({ state }) => lot[state]);
  if (block)
    throw new DomainError(
      block.code,
      `Lot ${lotNumber} is ${block.is}. It can go to its maker or to a disposer only.`,
    );
}

/** What became of a unit, as the refusal says it. */
const STATUS_WORDS: Record<number, string> = {
  1: 'was dispensed',
  2: 'was dispensed',
  3: 'is opened and dispensed in parts',
  4: 'was dispensed in parts and is empty',
  5: 'was reported as supplied',
  6: 'was reported as supplied',
  7: 'is locked',
  8: 'is seized by the regulator',
  9: 'is reported missing',
  10: 'was exported',
  11: 'was destroyed',
  12: 'was taken as a sample',
  13: 'was given away as a free sample',
  14: 'is reported stolen',
};

/** A unit of a range that keeps it from moving. */
export interface Hindrance {
  readonly index: number;
  /** `UnitStatus` of the ledger; undefined where an operation is under way. */
  readonly status?: number;
}

/** @throws DomainError UNIT_BUSY or UNITS_NOT_ACTIVE */
export function checkHindrance(hindrance: Hindrance | undefined): void {
  if (!hindrance) return;
  const { index, status } = hindrance;
  if (status === undefined)
    throw new DomainError(
      'UNIT_BUSY',
      `Pack no. ${index + 1} has an operation under way. Wait until it is through.`,
      {
        index,
      },
    );
  throw new DomainError(
    'UNITS_NOT_ACTIVE',
    `Pack no. ${index + 1} ${STATUS_WORDS[status] ?? 'is not active'}. Leave it out.`,
    {
      index,
      status,
    },
  );
}
