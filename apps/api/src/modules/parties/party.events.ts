declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** Somebody of a regulator proposed an order that waits for a second person there. */
    'party.proposed': { readonly proposalId: string; readonly regulatorSiteId: string };
  }
}

export {};
