import type { IrregularReason } from './supply.js';

/** A pack, and where and when it was to be supplied. */
interface Supplied {
  readonly siteId: string;
  readonly runId: number;
  readonly idx: number;
  readonly serial: string;
  /** When it happened, ISO 8601. */
  readonly at: string;
}

declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** A supply was refused, by this node before it was asked for (no line) or by the ledger. */
    'dispensing.refused': Supplied & {
      readonly lineId?: string;
      /** Name of the contracts' error. */
      readonly reason: string;
      readonly operation: 'dispense' | 'undo';
      /** The pack was with the patient when the refusal came. */
      readonly handedOut: boolean;
    };
    /** A supply was reported that had not been asked for in time. */
    'dispensing.irregular': Supplied & { readonly lineId: string; readonly reason: IrregularReason };
  }
}

export {};
