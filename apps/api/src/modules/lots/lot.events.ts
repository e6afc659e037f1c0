declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** The serials of a run are in, and its registration is on the way to the ledger. */
    'lots.registered': { readonly runId: number };
  }
}

export {};
