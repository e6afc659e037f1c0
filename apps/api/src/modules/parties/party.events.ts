declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** Somebody of a regulator proposed an order that waits for a second person there. */
    'party.proposed': {
      readonly proposalId: string;
      readonly regulatorSiteId: string;
      readonly proposedBy: string;
    };
    /** The ledger refused what was proposed, or what two people had signed. */
    'party.failed': { readonly proposalId: string; readonly regulatorSiteId: string };
  }
}

export {};
