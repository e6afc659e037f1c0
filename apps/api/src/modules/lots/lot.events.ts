declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** The serials of a run are in, and its registration is on the way to the ledger. */
    'lots.registered': { readonly runId: number };
    /** A list of serials was refused because packs with these serials exist under the same GTIN. */
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
