import type { SiteRole } from '@custodia/access';
import type { Pack } from '@custodia/gs1';
import type { UnitStatus } from '@custodia/ledger';
import type { Standing } from '../custody/index.js';
import type { Product } from '../lots/index.js';
import type { CounterRecord } from './counter-records.js';
import type { UnitRef } from './verdict.js';

export const MODES = ['VERIFY', 'DISPENSE', 'RECEIVE'] as const;
export type ScanMode = (typeof MODES)[number];

/** Who asks, and by which rules. */
export interface Asker {
  readonly siteId: string;
  readonly roles: readonly SiteRole[];
  readonly mode: ScanMode;
  /** The day at the asker's place. */
  readonly today: string;
  /** The day on which the pack was read: an earlier one where the line was down. */
  readonly readOn: string;
  readonly custodyRequired: boolean;
  readonly undoDays: number;
  readonly repeatTolerance: number;
  readonly slipDays: number;
  /** Of the authority of the asker's country. */
  readonly hotline: string | null;
}

/** A unit as the maker's record, the ledger and our own operations have it. */
export interface UnitFacts extends UnitRef {
  readonly lotId: string;
  readonly lotNumber: string;
  readonly expiry: string;
  readonly expiryDayGiven: boolean;
  readonly makerSiteId: string;
  readonly held: boolean;
  readonly recalled: boolean;
  readonly withdrawn: boolean;
  readonly status: UnitStatus;
  /** The day of the last change, where the ledger has one. */
  readonly since: string | null;
  /** Seen from the asker; null where nobody can hold it. */
  readonly standing: Standing | null;
  readonly holder: {
    readonly roles: readonly SiteRole[];
    readonly region: string | null;
    readonly country: string;
  } | null;
  readonly counter: CounterRecord | null;
  /** How often the asker's site has read it since it dispensed it. */
  readonly repeats: number;
}

/** Everything that a verdict is decided from. */
export interface ScanFacts {
  readonly read: Pack;
  /** The asker gave no expiry: what stands in its place was not read. */
  readonly withoutExpiry?: boolean;
  readonly product: Product | null;
  /** Whether the product has a lot of the number read. */
  readonly lotKnown: boolean;
  /** The unit with the serial read; in another lot of the product, if not in the one read. */
  readonly unit: UnitFacts | null;
  /** A unit that this could be a bad scan of. */
  readonly nearMiss: { readonly serial: string; readonly lotNumber: string; readonly own: boolean } | null;
}
