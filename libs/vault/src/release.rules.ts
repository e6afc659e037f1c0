import { ConsentStanding } from '@custodia/ledger/codes';
import { isConsentActive, type ConsentRecord } from '@custodia/ledger/consents';
import { sameBytes, type Bytes } from './bytes.js';
import type { Opening } from './grants.js';
import type { Header } from './header.js';
import type { ReleaseRequest } from './requests.js';

/** Why a node does not release. */
export type ReleaseRefusal =
  | 'OTHER_NODE'
  | 'REQUEST_TOO_OLD'
  | 'REQUEST_REPEATED'
  | 'OTHER_CONSENT'
  | 'OTHER_GRANTEE'
  | 'OTHER_PURPOSE'
  | 'EMERGENCY_OVER'
  | 'LEDGER_STALE'
  | 'CONSENT_UNKNOWN'
  | 'CONSENT_REVOKED'
  | 'CONSENT_OVER'
  | 'CONSENT_USED'
  | 'OTHER_PATIENT'
  | 'OTHER_CATEGORY'
  | 'TOO_MANY';

/** What a node knows when it decides; all of it by itself. */
export interface ReleaseFacts {
  /** The node that decides. */
  readonly node: string;
  /** Unix time in seconds. */
  readonly now: number;
  readonly request: ReleaseRequest;
  /** SHA-256 of the keys that signed the request, see `holderHash`. */
  readonly granteeKeyHash: string;
  /** Of a reader who broke the glass at this node: until when, in Unix seconds. */
  readonly emergencyUntil?: number | undefined;
  /** Whether a request with this nonce was answered before. */
  readonly isRepeated: boolean;
  readonly opening: Opening;
  /** The consent in the newest block of the node's own ledger connection. */
  readonly record: ConsentRecord;
  /** Of what a carer allowed: the patient's mandate for the carer, in the same block. */
  readonly mandateRecord?: ConsentRecord | undefined;
  /** Time of that block. Without the ledger, when the node last read the consent there. */
  readonly headTime: number;
  /** Whether the node's own connection has been silent for so long that the ledger counts as away. */
  readonly isAway?: boolean | undefined;
  /** Whether the patient's device told this node to stop the consent, or the mandate that it hangs on, ledger or not. */
  readonly isStopped: boolean;
  /** Of those entries of the request that the node has. */
  readonly headers: readonly Pick<Header, 'entryId' | 'pseudonym' | 'category'>[];
  /** Of a consent that is good once: the session to which this node released under it. */
  readonly usedBy?: Bytes | undefined;
  /** Entries released to this grantee in the current window. */
  readonly released: number;
}

export interface ReleaseLimits {
  /** Seconds after which the newest block is too old to go by. */
  readonly headAge: number;
  /** Seconds for which what a node last read counts while the ledger is away, for who allowed that. */
  readonly awayAge: number;
  /** Seconds that a request may be on its way, and clocks may differ. */
  readonly requestAge: number;
  /** Entries for one grantee in a window. */
  readonly entries: number;
}

export const RELEASE_LIMITS: ReleaseLimits = {
  headAge: 60,
  awayAge: 86_400,
  requestAge: 120,
  entries: 2000,
};

export type ReleaseDecision =
  | { readonly kind: 'release'; readonly entryIds: readonly string[] }
  | { readonly kind: 'refuse'; readonly reason: ReleaseRefusal };

/**
 * Whether a node releases its shares: all that is asked, or nothing. Opening and request are read and their signatures
 * checked before.
 */
export function decideRelease(facts: ReleaseFacts, limits = RELEASE_LIMITS): ReleaseDecision {
  const reason = refusalOf(facts, limits);
  if (reason) return { kind: 'refuse', reason };
  return { kind: 'release', entryIds: facts.headers.map(({ entryId }) => entryId) };
}

/** Why a consent is of no use now, by what a node knows of it; nothing where it holds. */
export function standingRefusal(
  facts: Pick<
    ReleaseFacts,
    'opening' | 'record' | 'mandateRecord' | 'headTime' | 'isAway' | 'isStopped' | 'now'
  >,
  limits = RELEASE_LIMITS,
): ReleaseRefusal | undefined {
  const { opening, record, now } = facts;
  // What the patient told this node holds whether or not the ledger has heard of it.
  if (facts.isStopped) return 'CONSENT_REVOKED';
  const age = facts.isAway && opening.away ? limits.awayAge : limits.headAge;
  if (now - facts.headTime > age) return 'LEDGER_STALE';
  if (record.standing === ConsentStanding.Unknown) return 'CONSENT_UNKNOWN';
  if (record.standing === ConsentStanding.Revoked) return 'CONSENT_REVOKED';
  // A mandate is only ever revoked on the ledger: whoever did not look has not seen that it holds.
  if (opening.mandate && facts.mandateRecord?.standing !== ConsentStanding.Unknown) return 'CONSENT_REVOKED';
  if (now > opening.notAfter || !isConsentActive(record, now)) return 'CONSENT_OVER';
  return undefined;
}

/** Why a consent is not for this reader. One for emergencies is for whoever broke the glass, and for an hour. */
export function readerRefusal({
  opening,
  granteeKeyHash,
  emergencyUntil,
  now,
}: Pick<ReleaseFacts, 'opening' | 'granteeKeyHash' | 'emergencyUntil' | 'now'>): ReleaseRefusal | undefined {
  if (opening.purpose !== 'BTG')
    return granteeKeyHash === opening.granteeKeyHash ? undefined : 'OTHER_GRANTEE';
  if (emergencyUntil === undefined) return 'OTHER_GRANTEE';
  return now > emergencyUntil ? 'EMERGENCY_OVER' : undefined;
}

function refusalOf(facts: ReleaseFacts, limits: ReleaseLimits): ReleaseRefusal | undefined {
  const { request, opening, now, headers } = facts;
  if (request.node !== facts.node) return 'OTHER_NODE';
  if (Math.abs(now - request.time) > limits.requestAge) return 'REQUEST_TOO_OLD';
  if (facts.isRepeated) return 'REQUEST_REPEATED';
  if (request.consent !== opening.consent) return 'OTHER_CONSENT';
  const reader = readerRefusal(facts);
  if (reader) return reader;
  if (request.purpose !== opening.purpose) return 'OTHER_PURPOSE';
  const standing = standingRefusal(facts, limits);
  if (standing) return standing;
  if (opening.once && facts.usedBy && !sameBytes(facts.usedBy, request.sessionKey)) return 'CONSENT_USED';
  if (headers.some(({ pseudonym }) => pseudonym !== opening.pseudonym)) return 'OTHER_PATIENT';
  if (headers.some(({ category }) => !opening.categories.includes(category))) return 'OTHER_CATEGORY';
  if (facts.released + headers.length > limits.entries) return 'TOO_MANY';
  return undefined;
}
