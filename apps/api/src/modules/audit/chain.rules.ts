import { leafHash, nodeHash } from '@custodia/merkle';
import { createHmac } from 'node:crypto';

/** The chain of what the node does by itself, where no person at a site did it. */
export const NODE_CHAIN = '00000000-0000-0000-0000-000000000000';

/** An entry as the database writes it: times with all their digits, details in PostgreSQL's own order of keys. */
export interface EntryText {
  readonly id: number;
  readonly at: string;
  readonly siteId: string | null;
  readonly userId: string | null;
  readonly system: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details: string | null;
  readonly operationIds: string;
  /** Gone where a person was forgotten: then the hash of what was private stands for it. */
  readonly salt: string | null;
}

/** The columns of an entry as the hashes need them, of a table `e`. */
export const ENTRY_TEXT = `e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
  e.site_id AS "siteId", e.user_id AS "userId", e.system, e.action, e.subject_type AS "subjectType",
  e.subject_id AS "subjectId", e.details::text AS details, e.operation_ids::text AS "operationIds", e.salt`;

export function chainOf({ siteId }: Pick<EntryText, 'siteId'>): string {
  return siteId ?? NODE_CHAIN;
}

/** What names people, under a salt: without the salt nobody can guess it from its hash. */
export function privateHash({ userId, subjectId, details, salt }: EntryText): Buffer {
  return createHmac('sha256', salt ?? '')
    .update(JSON.stringify([userId, subjectId, details]))
    .digest();
}

/** The hash before the first link of a chain. */
export function genesis(chain: string): Buffer {
  return Buffer.from(leafHash(Buffer.from(`custodia/audit/v1/${chain}`)));
}

/** The next hash of a chain: RFC 9162's node of the hash before and the entry's leaf. */
export function linkHash(previous: Uint8Array, entry: EntryText, hashOfPrivate: Uint8Array): Buffer {
  const { id, at, siteId, system, action, subjectType, operationIds } = entry;
  const leaf = [
    id,
    at,
    siteId,
    system,
    action,
    subjectType,
    operationIds,
    Buffer.from(hashOfPrivate).toString('hex'),
  ];
  return Buffer.from(nodeHash(Uint8Array.from(previous), leafHash(Buffer.from(JSON.stringify(leaf)))));
}
