declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** The first alert of a cause. */
    'incident.opened': { readonly incidentId: string };
  }
}

export {};
