import type { EntryKind } from './case-entry.entity.js';

declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** Something happened in a case; the sites got a notice of it. */
    'case.noted': {
      readonly caseId: string;
      readonly number: string;
      readonly kind: EntryKind;
      readonly siteIds: readonly string[];
      /** Whom alone it is for; null or missing: for all at the sites. */
      readonly userId?: string | null;
    };
  }
}
