declare module '../../platform/events/domain-events.js' {
  interface DomainEvents {
    /** Somebody asks a patient for a part of the record. */
    'record.asked': { readonly requestId: string };
    /** A patient allowed an access or stopped one, in this session. It goes with the record, as what was asked does. */
    'record.consent': { readonly requestId: string; readonly sessionId: string };
    /** Somebody reads without asking. It names no patient: the row does, until the record is erased. */
    'record.emergency': { readonly accessId: string };
  }
}
