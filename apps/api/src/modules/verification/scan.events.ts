import type { ScanMode } from './scan-facts.js';
import type { ScanChannel } from './scan-record.entity.js';
import type { VerdictType } from './verdict.js';

declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** A scan whose answer was not green, or whose pack another pharmacy has read within the day before. */
    'scan.flagged': {
      /** When it was scanned. */
      readonly at: string;
      readonly siteId: string;
      readonly userId: string | null;
      readonly verdict: VerdictType;
      readonly code: string;
      readonly channel: ScanChannel;
      readonly mode: ScanMode;
      /** Whether the verdict by itself is a reason for an alert. */
      readonly raisesAlert: boolean;
      /** It differs from a real one only as scanners garble it. */
      readonly nearMiss: boolean;
      readonly gtin?: string;
      readonly serial?: string;
      readonly lot?: string;
      readonly expiry?: string;
      readonly runId?: number;
      readonly idx?: number;
      readonly mismatch?: { readonly field: string; readonly read: string; readonly expected: string };
    };
  }
}
