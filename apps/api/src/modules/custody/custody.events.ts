declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    'custody.shipped': { readonly shipmentId: string };
    /**
     * A receipt of a shipment. `missing` is the number of packs that were announced and not received with it, where packs
     * were scanned one by one; `unexpected` is the number of packs scanned that do not belong to the shipment.
     */
    'custody.received': {
      readonly shipmentId: string;
      readonly missing: number;
      readonly unexpected: number;
    };
    'custody.rejected': { readonly shipmentId: string; readonly reason: string };
    /** A pack was taken into custody that had not been shipped. */
    'custody.claimed': { readonly runId: number; readonly idx: number; readonly siteId: string };
  }
}

export {};
