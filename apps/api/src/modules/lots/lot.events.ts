declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** The serials of a run are in, and its registration is on the way to the ledger. */
    'lots.registered': { readonly runId: number };
    /** A run was refused: packs with these serials exist under the same GTIN, or its lot is another maker's. */
    'lots.refused': {
      readonly siteId: string;
      readonly gtin: string;
      readonly lotNumber: string;
      /** The first of them. */
      readonly repeatedSerials: readonly string[];
      readonly otherMakerSiteId?: string;
    };
  }
}

export {};
