import type { Actor } from '../access/index.js';
import { DomainError } from '../errors/index.js';
import { hashOfJson, type Json } from './json.js';
import type { AuditAction, Tx } from './tx.js';

type Claim = { readonly answered: false } | { readonly answered: true; readonly answer: Json };

const KEY_SHAPE = /^[\x21-\x7e]{8,100}$/;

/** Takes the key for this transaction, or finds the answer that the first use of it gave. */
export async function claimKey(
  tx: Tx,
  actor: Actor,
  action: AuditAction,
  key: string,
  input: unknown,
): Promise<Claim> {
  if (!KEY_SHAPE.test(key)) {
    throw new DomainError(
      'BAD_INPUT',
      'The idempotency key must be 8 to 100 printable characters, such as a UUID.',
    );
  }
  const hash = hashOfJson({ action, userId: actor.userId, input });
  // Waits for another transaction that holds the same key, and then sees what that one has committed.
  const taken = await tx.sql(
    `INSERT INTO idempotency_key (site_id, key, user_id, action, input_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (site_id, key) DO NOTHING RETURNING key`,
    [actor.siteId, key, actor.userId, action, hash, tx.now],
  );
  if (taken.length > 0) return { answered: false };

  const [first] = await tx.sql<{ input_hash: Buffer; answer: Json }>(
    'SELECT input_hash, answer FROM idempotency_key WHERE site_id = $1 AND key = $2',
    [actor.siteId, key],
  );
  if (!first?.input_hash.equals(hash)) {
    throw new DomainError(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotency key was used before for something else. Use a new key for every new operation.',
    );
  }
  return { answered: true, answer: first.answer };
}

export async function storeAnswer(tx: Tx, actor: Actor, key: string, answer: Json): Promise<void> {
  await tx.sql('UPDATE idempotency_key SET answer = $3 WHERE site_id = $1 AND key = $2', [
    actor.siteId,
    key,
    JSON.stringify(answer),
  ]);
}
