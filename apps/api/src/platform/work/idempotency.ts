import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/index.js';
import { DomainError } from '../errors/index.js';
import type { InputPrints } from './input-prints.js';
import type { Json } from './json.js';
import type { AuditAction } from './tx.js';

/** Something that a client asks for and may ask for again under the same key. */
export interface Repeatable<Q = unknown> {
  readonly actor: Actor;
  readonly key: string;
  readonly input: Q;
}

/** Whether a request is new, was answered before, or may not have this key. */
export type Claim = { readonly fresh: true } | { readonly answer: Json } | { readonly error: DomainError };

const KEY_SHAPE = /^[\x21-\x7e]{8,100}$/;
const FRESH: Claim = { fresh: true };

interface FirstUse {
  readonly n: number;
  readonly input_hash: Buffer;
  readonly answer: Json;
}

/** Takes the keys for this transaction, or finds the answers that their first uses gave. No two requests share a key. */
export async function claimKeys(
  manager: EntityManager,
  prints: InputPrints,
  now: Date,
  action: AuditAction,
  requests: readonly Repeatable[],
): Promise<Claim[]> {
  const hashes = requests.map(({ actor, input }) => prints.of({ action, userId: actor.userId, input }));
  const wellFormed = [...requests.keys()].filter((n) => KEY_SHAPE.test(requests[n]!.key));
  const columns = [
    wellFormed.map((n) => requests[n]!.actor.siteId),
    wellFormed.map((n) => requests[n]!.key),
  ] as const;
  // Waits for another transaction that holds the same key, and then sees what that one has committed. In the order of the
  // keys, so that two never wait for each other.
  const taken: { site_id: string; key: string }[] = await manager.query(
    `INSERT INTO idempotency_key (site_id, key, user_id, action, input_hash, created_at)
     SELECT k.site_id, k.key, k.user_id, $5, k.hash, $6
     FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[]) AS k (site_id, key, user_id, hash)
     ORDER BY 1, 2 ON CONFLICT (site_id, key) DO NOTHING RETURNING site_id, key`,
    [
      ...columns,
      wellFormed.map((n) => requests[n]!.actor.userId),
      wellFormed.map((n) => hashes[n]![0]),
      action,
      now,
    ],
  );
  const mine = new Set(taken.map(({ site_id, key }) => `${site_id} ${key}`));
  const isMine = ({ actor, key }: Repeatable) => mine.has(`${actor.siteId} ${key}`);
  const firsts: FirstUse[] =
    taken.length === wellFormed.length
      ? []
      : await manager.query(
          `SELECT w.n::int, k.input_hash, k.answer FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS w (site_id, key, n)
           JOIN idempotency_key k ON k.site_id = w.site_id AND k.key = w.key`,
          columns,
        );
  const byRequest = new Map(firsts.map((first) => [wellFormed[first.n - 1], first]));
  return requests.map((request, n) => {
    if (!KEY_SHAPE.test(request.key)) return { error: malformed() };
    return isMine(request) ? FRESH : repeated(hashes[n]!, byRequest.get(n));
  });
}

export async function storeAnswers(
  manager: EntityManager,
  answered: readonly { readonly request: Repeatable; readonly answer: Json }[],
): Promise<void> {
  if (answered.length === 0) return;
  await manager.query(
    `UPDATE idempotency_key k SET answer = a.answer
     FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS a (site_id, key, answer)
     WHERE k.site_id = a.site_id AND k.key = a.key`,
    [
      answered.map(({ request }) => request.actor.siteId),
      answered.map(({ request }) => request.key),
      answered.map(({ answer }) => JSON.stringify(answer)),
    ],
  );
}

/** Gives keys back: what came of the requests is as if they had never been made. */
export async function releaseKeys(manager: EntityManager, requests: readonly Repeatable[]): Promise<void> {
  if (requests.length === 0) return;
  await manager.query(
    `DELETE FROM idempotency_key k USING unnest($1::uuid[], $2::text[]) AS r (site_id, key)
     WHERE k.site_id = r.site_id AND k.key = r.key`,
    [requests.map(({ actor }) => actor.siteId), requests.map(({ key }) => key)],
  );
}

function malformed(): DomainError {
  return new DomainError(
    'BAD_INPUT',
    'The idempotency key must be 8 to 100 printable characters, such as a UUID.',
  );
}

function repeated(hashes: readonly Buffer[], first: FirstUse | undefined): Claim {
  if (first && hashes.some((hash) => first.input_hash.equals(hash))) return { answer: first.answer };
  return {
    error: new DomainError(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotency key was used before for something else. Use a new key for every new operation.',
    ),
  };
}
