declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** Somebody asks a patient for a part of the record. */
    'record.asked': { readonly requestId: string };
    /** Somebody reads without asking. It names no patient: the row does, until the record is erased. */
    'record.emergency': { readonly accessId: string };
  }
}
