declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** The ledger has recalled or withdrawn it: from now on nobody may supply it. */
    'recall.issued': { readonly recallId: string };
  }
}

export {};
