import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { Pusher } from './pusher.js';

const MOST_OF_A_PERSON = 10;

/**
 * Of a row `p`: whether its browser was not signed out since. A session that ran out is no sign-out, and signing in again
 * begins another one; which the last was is what counts.
 */
export const IS_SIGNED_IN = `coalesce((
  SELECT s.ended_at IS NULL FROM session s WHERE s.user_id = p.user_id AND s.terminal_id = p.terminal_id
  ORDER BY s.created_at DESC, s.id DESC LIMIT 1), true)`;

export function endpointPlace(id: string): Place {
  return { table: 'push_subscription', column: 'endpoint', row: id };
}

export interface PushState {
  readonly key: string | null;
  readonly here: boolean;
  readonly others: number;
}

/** In which browsers a patient is told that something happened. */
@Injectable()
export class PushSubscriptionsService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly pusher: Pusher,
  ) {}

  /** How it stands, seen from the browser with this subscription, if it has one. */
  async state({ userId }: Actor, endpoint: string | null): Promise<PushState> {
    const [row] = await this.database.query<[Omit<PushState, 'key'>]>(
      `SELECT coalesce(bool_or(p.endpoint_hash = $2), false) AS here,
              (count(*) FILTER (WHERE p.endpoint_hash IS DISTINCT FROM $2))::int AS others
       FROM push_subscription p WHERE p.user_id = $1 AND ${IS_SIGNED_IN}`,
      [userId, endpoint === null ? null : hashOf(endpoint)],
    );
    return { key: this.pusher.publicKey ?? null, ...row };
  }

  /**
   * Tells this browser from now on. Of more than ten, the one that was taken longest ago is told no more.
   * @throws DomainError PUSH_ADDRESS, NOT_FOUND without a record
   */
  async take(actor: Actor, endpoint: string): Promise<void> {
    if (!this.pusher.endpointOf(endpoint))
      throw new DomainError(
        'PUSH_ADDRESS',
        'This server sends nothing to the push service of this browser. Try another browser; e-mails come either way.',
      );
    const { userId, sessionId } = actor;
    const id = newId();
    const sealed = await this.seal.seal(endpointPlace(id), Buffer.from(endpoint));
    await this.work.run(actor, 'push.take', async (tx) => {
      tx.audit({ type: 'user', id: userId });
      // One after the other: two at once would pass the limit together.
      const [record] = await tx.sql('SELECT 1 FROM patient_record WHERE user_id = $1 FOR UPDATE', [userId]);
      if (!record) throw notFound('record');
      const hash = hashOf(endpoint);
      // A browser tells one person: who used it before is not told there any more.
      await tx.sql('DELETE FROM push_subscription WHERE endpoint_hash = $1 AND user_id <> $2', [
        hash,
        userId,
      ]);
      await tx.sql(
        `INSERT INTO push_subscription AS p (id, user_id, terminal_id, endpoint_hash, endpoint, taken_at)
         SELECT $1, $2, s.terminal_id, $4, $5, $6 FROM session s WHERE s.id = $3
         ON CONFLICT (endpoint_hash) DO UPDATE SET terminal_id = excluded.terminal_id, taken_at = excluded.taken_at
         WHERE p.user_id = excluded.user_id`,
        [id, userId, sessionId, hash, sealed, tx.now],
      );
      await tx.sql(
        `DELETE FROM push_subscription WHERE id IN (
           SELECT id FROM push_subscription WHERE user_id = $1 ORDER BY taken_at DESC, id DESC OFFSET $2)`,
        [userId, MOST_OF_A_PERSON],
      );
    });
  }

  /** Tells the browser with this subscription nothing any more; without one, none of the patient's. */
  async end(actor: Actor, endpoint: string | null): Promise<void> {
    await this.work.run(actor, 'push.end', async (tx) => {
      tx.audit({ type: 'user', id: actor.userId }, { everywhere: endpoint === null });
      await tx.sql(
        'DELETE FROM push_subscription WHERE user_id = $1 AND ($2::bytea IS NULL OR endpoint_hash = $2)',
        [actor.userId, endpoint === null ? null : hashOf(endpoint)],
      );
    });
  }
}

function hashOf(endpoint: string): Buffer {
  return createHash('sha256').update(`custodia/push/v1/${endpoint}`).digest();
}
