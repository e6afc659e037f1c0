import type { Action } from './epcis-event.js';
import type { HopKind } from './trace.rules.js';

/** How EPCIS and the CBV call a step. */
export interface Step {
  readonly action: Action;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: { readonly set?: readonly string[]; readonly unset?: readonly string[] };
  /**
   * Whether the place of who acted is where the pack was: READ there (CBV 2.0, 8.3.1: a read point), STAYS there from then
   * on (8.3.2: a business location), or NOWHERE, where somebody decided about packs that are elsewhere.
   */
  readonly at: 'NOWHERE' | 'READ' | 'STAYS';
}

const NOT_SOLD = ['non_sellable_other'] as const;

/**
 * CBV 2.0, sections 7.1 and 7.2. What holds for a lot wherever its packs go is a persistent disposition: a shipment of a
 * recalled pack would else read as if it were in order again. UNDONE is missing: EPCIS has no event for it, but declares
 * the earlier one void.
 */
export const STEPS: Readonly<Record<Exclude<HopKind, 'UNDONE'>, Step>> = {
  REGISTERED: { action: 'ADD', bizStep: 'commissioning', disposition: 'active', at: 'STAYS' },
  AMENDED: { action: 'OBSERVE', bizStep: 'other', at: 'NOWHERE' },
  SHIPPED: { action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit', at: 'READ' },
  RECEIVED: { action: 'OBSERVE', bizStep: 'receiving', disposition: 'in_progress', at: 'STAYS' },
  REJECTED: { action: 'OBSERVE', bizStep: 'inspecting', disposition: 'returned', at: 'READ' },
  TAKEN_BACK: { action: 'OBSERVE', bizStep: 'void_shipping', disposition: 'in_progress', at: 'STAYS' },
  ORDERED: { action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit', at: 'NOWHERE' },
  CLAIMED: { action: 'OBSERVE', bizStep: 'receiving', disposition: 'in_progress', at: 'STAYS' },
  MISSING: { action: 'OBSERVE', bizStep: 'stock_taking', disposition: 'unknown', at: 'NOWHERE' },
  DISPENSED: { action: 'OBSERVE', bizStep: 'dispensing', disposition: 'dispensed', at: 'READ' },
  IRREGULAR_SUPPLY: { action: 'OBSERVE', bizStep: 'dispensing', disposition: 'dispensed', at: 'READ' },
  EXPORTED: { action: 'OBSERVE', bizStep: 'shipping', disposition: 'sellable_not_accessible', at: 'READ' },
  DESTROYED: { action: 'DELETE', bizStep: 'destroying', disposition: 'destroyed', at: 'READ' },
  SAMPLED: { action: 'OBSERVE', bizStep: 'sampling', disposition: 'inactive', at: 'READ' },
  FREE_SAMPLE: { action: 'OBSERVE', bizStep: 'sampling', disposition: 'inactive', at: 'READ' },
  // No step of the business, and the pack still exists: not DELETE.
  STOLEN: { action: 'OBSERVE', disposition: 'stolen', at: 'NOWHERE' },
  LOCKED: { action: 'OBSERVE', bizStep: 'holding', disposition: NOT_SOLD[0], at: 'STAYS' },
  SEIZED: { action: 'OBSERVE', bizStep: 'holding', disposition: NOT_SOLD[0], at: 'NOWHERE' },
  UNLOCKED: { action: 'OBSERVE', bizStep: 'other', disposition: 'in_progress', at: 'NOWHERE' },
  HELD: { action: 'OBSERVE', bizStep: 'holding', persistentDisposition: { set: NOT_SOLD }, at: 'NOWHERE' },
  RELEASED: {
    action: 'OBSERVE',
    bizStep: 'other',
    persistentDisposition: { unset: NOT_SOLD },
    at: 'NOWHERE',
  },
  RECALLED: {
    action: 'OBSERVE',
    bizStep: 'holding',
    disposition: 'recalled',
    persistentDisposition: { set: ['recalled'] },
    at: 'NOWHERE',
  },
  WITHDRAWN: {
    action: 'OBSERVE',
    bizStep: 'holding',
    persistentDisposition: { set: NOT_SOLD },
    at: 'NOWHERE',
  },
  SCANNED: { action: 'OBSERVE', bizStep: 'inspecting', at: 'READ' },
};

/** What an undo takes back. */
export const UNDOABLE: readonly HopKind[] = [
  'DISPENSED',
  'IRREGULAR_SUPPLY',
  'EXPORTED',
  'SAMPLED',
  'FREE_SAMPLE',
];
