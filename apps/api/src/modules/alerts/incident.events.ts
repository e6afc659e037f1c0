declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** The first alert of a cause. */
    'incident.opened': { readonly incidentId: string };
    /** A pack that contradicts its record in a way that no slip explains: a case at once. */
    'incident.suspected': { readonly incidentId: string };
  }
}

export {};
