import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/work/index.js';
import { newId } from '../../platform/ids/index.js';
import { sameHash, Tokens } from './token.js';

const PENDING_MS = 5 * 60_000;

export interface PendingSignIn {
  readonly userId: string;
  readonly siteId: string | null;
}

/** A person whose password was right and whose second step is still to come, in the same browser. */
@Injectable()
export class PendingSignInStore {
  constructor(private readonly tokens: Tokens) {}

  async open(
    tx: Tx,
    pending: PendingSignIn & { terminalId: string },
  ): Promise<{ token: string; expiresAt: Date }> {
    const id = newId();
    const token = this.tokens.make(id);
    const expiresAt = new Date(tx.now.getTime() + PENDING_MS);
    await tx.sql('DELETE FROM pending_sign_in WHERE terminal_id = $1 OR expires_at < $2', [
      pending.terminalId,
      tx.now,
    ]);
    await tx.sql(
      `INSERT INTO pending_sign_in (id, token_hash, user_id, site_id, terminal_id, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, token.hash, pending.userId, pending.siteId, pending.terminalId, expiresAt],
    );
    return { token: token.text, expiresAt };
  }

  /** @returns null where there is none, where it is over, or in another browser than it began in. */
  async find(tx: Tx, text: string | undefined, terminalId: string | null): Promise<PendingSignIn | null> {
    const token = this.tokens.read(text);
    if (!token || !terminalId) return null;
    const [row] = await tx.sql<PendingSignIn & { hash: Buffer }>(
      `SELECT user_id AS "userId", site_id AS "siteId", token_hash AS hash FROM pending_sign_in
       WHERE id = $1 AND terminal_id = $2 AND expires_at > $3`,
      [token.id, terminalId, tx.now],
    );
    return row && sameHash(token.hash, row.hash) ? { userId: row.userId, siteId: row.siteId } : null;
  }

  async end(tx: Tx, terminalId: string): Promise<void> {
    await tx.sql('DELETE FROM pending_sign_in WHERE terminal_id = $1', [terminalId]);
  }

  /** In every browser: what was shown in the first step no longer counts. */
  async endAll(tx: Tx, userId: string): Promise<void> {
    await tx.sql('DELETE FROM pending_sign_in WHERE user_id = $1', [userId]);
  }
}
