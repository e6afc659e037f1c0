import type { ReleaseRefusal } from '@custodia/vault';

/** Every code of a node but those of the vault's formats, with its HTTP status. */
export const NODE_STATUS = {
  /** The body is not the JSON that this route takes. */
  BAD_INPUT: 400,
  /** No directory of this patient was published here. */
  UNKNOWN_PATIENT: 404,
  /** The patient had the record erased. */
  ERASED: 410,
  /** A directory of this version, or a later one, is here already. */
  DIRECTORY_OLDER: 409,
  /** The directory does not name this node with its keys, in the place that it has. */
  OTHER_GATE_SET: 422,
  /** Somebody signed for another node, too long ago, or a second time. */
  CALL_NOT_FRESH: 401,
  /** There is no recovery kit, or nobody asked for this recovery. */
  NO_RECOVERY: 404,
  /** The days in which a recovery can be cancelled are not over. */
  RECOVERY_TOO_EARLY: 425,
  /** The patient cancelled this recovery. */
  RECOVERY_CANCELLED: 409,
  /** The revocation is not signed by the controller that it names. */
  NOT_THE_CONTROLLER: 401,
  /** A later emergency kit is here. */
  EMERGENCY_OLDER: 409,
  /** The patient left nothing for emergencies. */
  EMERGENCY_NOT_ALLOWED: 403,
  /** A carer allows a second access with what is good for one. */
  MANDATE_USED: 409,
  /** The ledger has not recorded the emergency. */
  EMERGENCY_NOT_ANCHORED: 409,
  /** The ledger does not answer, and the patient did not allow emergencies without it. */
  EMERGENCY_NEEDS_LEDGER: 403,
  /** The ledger does not answer, and the patient allowed emergencies without it: to be asked for as one. */
  EMERGENCY_AWAY: 409,
  /** The ledger has stopped answering, for less than it takes to go on without it. */
  LEDGER_SILENT: 503,
  /** A party has opened as many emergencies without the ledger as it may within an hour. */
  EMERGENCY_LIMIT: 429,
  /** Whoever hands entries in is nobody that the ledger lets write for a party in care. */
  WRITER_UNKNOWN: 403,
  /** The node's own ledger connection does not answer. */
  LEDGER_UNREACHABLE: 503,
  /** Too many at once; come back later. */
  TOO_MANY: 429,
  /** The database is away, or the process is about to stop. */
  UNAVAILABLE: 503,
} as const;
export type NodeCode = keyof typeof NODE_STATUS;

/** What a node answers instead of what it was asked; shown to people. */
export class NodeError extends Error {
  override readonly name = 'NodeError';

  constructor(
    readonly code: NodeCode | ReleaseRefusal,
    message: string,
    /** Further fields of the answer. */
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }

  get status(): number {
    return (NODE_STATUS as Record<string, number>)[this.code] ?? 403;
  }
}

const REFUSALS: Record<ReleaseRefusal, string> = {
  OTHER_NODE: 'This request is for another node.',
  REQUEST_TOO_OLD: 'This request is too old, or the clock of the device is wrong.',
  REQUEST_REPEATED: 'This request was answered before. Ask anew.',
  OTHER_CONSENT: 'This request is for another consent.',
  OTHER_GRANTEE: 'The patient allowed this to somebody else.',
  OTHER_PURPOSE: 'The patient allowed this for another purpose.',
  EMERGENCY_OVER:
    'This emergency is over: its hour has passed, or the patient has renewed the keys since. Record a new one, if it still lasts.',
  LEDGER_STALE:
    'The ledger has stood still: whether the patient still allows this cannot be known. Try again later.',
  CONSENT_UNKNOWN: 'The ledger knows of no such consent yet. Try again in a moment.',
  CONSENT_REVOKED: 'The patient has withdrawn this consent.',
  CONSENT_OVER: 'This consent has ended.',
  CONSENT_USED: 'The patient allowed one look, and it has been taken. Ask again, if you need another.',
  OTHER_PATIENT: 'These entries are another patient’s.',
  OTHER_CATEGORY: 'The patient did not allow entries of this kind.',
  TOO_MANY: 'Too many entries were asked for. Try again in an hour.',
};

/** A refusal in words. */
export function refused(reason: ReleaseRefusal, extra: Record<string, unknown> = {}): NodeError {
  return new NodeError(reason, REFUSALS[reason], extra);
}

export function ledgerUnreachable(cause?: unknown): NodeError {
  const error = new NodeError(
    'LEDGER_UNREACHABLE',
    'This node cannot reach the ledger, so it releases nothing. Try again later.',
  );
  error.cause = cause;
  return error;
}
