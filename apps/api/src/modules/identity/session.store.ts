import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { prepared, statement } from '../../database/prepared.js';
import { NO_SITE, systemActor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { NOTICE_CHANNEL, SESSION_ENDED } from '../../platform/events/index.js';
import { together } from '../../platform/graphql/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import type { Seen } from './seen.rules.js';
import type { SessionTokens } from './sign-in-cookies.js';
import { sameHash, Tokens } from './token.js';

const ACCESS_MS = 15 * 60_000;
const SESSION_MS = 12 * 3_600_000;
/** Requests that were on their way while another one renewed the tokens still bring the old one. */
const RENEWAL_OVERLAP_MS = 30_000;
/** So long somebody who has shown a factor is believed to sit there still. */
const FRESH_MS = 5 * 60_000;

export interface LiveSession {
  readonly id: string;
  readonly userId: string;
  readonly siteId: string;
  readonly terminalId: string;
}

/** How long a session lasts, until when its person counts as having just shown who they are, and with what. */
interface Limits {
  readonly expiresAt: Date;
  readonly freshUntil: Date | null;
  readonly secondFactor: boolean;
}

/** A session as it is met again; that of a patient is at no site. */
export interface FoundSession extends Omit<LiveSession, 'siteId'> {
  readonly siteId: string | null;
  readonly freshUntil: Date | null;
  readonly secondFactor: boolean;
}

interface SessionRow extends FoundSession, Seen {
  accessHash: Buffer;
  accessUntil: Date;
  refreshHash: Buffer;
  previousRefreshHash: Buffer | null;
  renewedAt: Date;
  expiresAt: Date;
}

const COLUMNS = `
  SELECT id, user_id AS "userId", site_id AS "siteId", terminal_id AS "terminalId", access_hash AS "accessHash",
         access_until AS "accessUntil", refresh_hash AS "refreshHash",
         previous_refresh_hash AS "previousRefreshHash", renewed_at AS "renewedAt", expires_at AS "expiresAt", fresh_until AS "freshUntil",
         second_factor AS "secondFactor", device, address
  FROM session WHERE ended_at IS NULL AND expires_at > now()`;
const LIVE = `${COLUMNS} AND id = $1`;
const ALL_LIVE = statement({ name: 'live-sessions', text: `${COLUMNS} AND id = ANY($1::uuid[])` });

/** Sessions and their tokens: a short-lived one to get in, and one that is exchanged for a new pair when it ends. */
@Injectable()
export class SessionStore {
  readonly #find: (id: string) => Promise<SessionRow | null>;

  constructor(
    database: DataSource,
    private readonly work: UnitOfWork,
    private readonly tokens: Tokens,
  ) {
    this.#find = together(async (ids) => {
      const rows = await prepared<SessionRow>(database, ALL_LIVE, [[...new Set(ids)]]);
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  /** Starts a session in the transaction of a sign-in. */
  async open(
    tx: Tx,
    session: LiveSession & Seen,
    {
      expiresAt = new Date(tx.now.getTime() + SESSION_MS),
      freshUntil = new Date(tx.now.getTime() + FRESH_MS),
      secondFactor = false,
    }: Partial<Limits> = {},
  ): Promise<SessionTokens> {
    const { tokens, hashes } = this.makeTokens(session.id, tx.now, expiresAt);
    await tx.sql(
      `INSERT INTO session (id, terminal_id, user_id, site_id, access_hash, refresh_hash, access_until, renewed_at,
                            created_at, expires_at, fresh_until, second_factor, device, address)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13)`,
      [
        session.id,
        session.terminalId,
        session.userId,
        session.siteId === NO_SITE ? null : session.siteId,
        ...hashes,
        tokens.accessUntil,
        tx.now,
        expiresAt,
        freshUntil,
        secondFactor,
        session.device,
        session.address,
      ],
    );
    return tokens;
  }

  /**
   * Goes on at another site, in a session of its own that lasts no longer. Requests that are on their way for the old
   * site are turned away, and are no reason to take the person for a thief.
   */
  async moveTo(tx: Tx, sessionId: string, next: Pick<LiveSession, 'id' | 'siteId'>): Promise<SessionTokens> {
    const [session] = await tx.sql<SessionRow>(`${LIVE} FOR UPDATE`, [sessionId]);
    if (!session)
      throw new DomainError('UNAUTHENTICATED', 'You went to another site just now. Reload the page.');
    await this.end(tx, sessionId);
    const { userId, terminalId, device, address, expiresAt, freshUntil, secondFactor } = session;
    const limits = { expiresAt, freshUntil, secondFactor };
    return this.open(tx, { ...next, userId, terminalId, device, address }, limits);
  }

  /** Gives a living session new tokens, whoever held the old ones: for an operator's return, who showed a PIN only. */
  async reissue(tx: Tx, sessionId: string): Promise<SessionTokens> {
    const [session] = await tx.sql<SessionRow>(`${LIVE} FOR UPDATE`, [sessionId]);
    if (!session) throw new Error(`Session ${sessionId} has ended`);
    const { tokens, hashes } = this.makeTokens(sessionId, tx.now, session.expiresAt);
    await tx.sql(
      `UPDATE session SET access_hash = $2, refresh_hash = $3, access_until = $4, renewed_at = $5,
              previous_refresh_hash = NULL, fresh_until = NULL WHERE id = $1`,
      [sessionId, ...hashes, tokens.accessUntil, tx.now],
    );
    return tokens;
  }

  /** The person of a session has just shown who they are. */
  async refresh(tx: Tx, sessionId: string): Promise<void> {
    await tx.sql('UPDATE session SET fresh_until = $2 WHERE id = $1', [
      sessionId,
      new Date(tx.now.getTime() + FRESH_MS),
    ]);
  }

  /** The person of a session has shown more than the password. */
  async showSecondFactor(tx: Tx, sessionId: string): Promise<void> {
    await tx.sql('UPDATE session SET second_factor = true WHERE id = $1', [sessionId]);
  }

  /** Whoever has removed the last second factor begins anew, in every session. */
  async forgetSecondFactor(tx: Tx, userId: string): Promise<void> {
    await tx.sql(
      `UPDATE session SET second_factor = false WHERE user_id = $1 AND ended_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM passkey WHERE user_id = $1)
         AND NOT EXISTS (SELECT 1 FROM totp WHERE user_id = $1 AND confirmed_at IS NOT NULL)`,
      [userId],
    );
  }

  end(tx: Tx, sessionId: string): Promise<number> {
    return this.endWhere(tx, 'id = $2', [sessionId]);
  }

  /** Every session of a person but, where given, the one at hand. @returns how many. */
  endAll(tx: Tx, userId: string, butFor?: string): Promise<number> {
    return this.endWhere(tx, 'user_id = $2 AND id IS DISTINCT FROM $3 AND expires_at > now()', [
      userId,
      butFor ?? null,
    ]);
  }

  endAtSite(tx: Tx, userId: string, siteId: string): Promise<number> {
    return this.endWhere(tx, 'user_id = $2 AND site_id = $3', [userId, siteId]);
  }

  /** Whoever signs in again at a terminal leaves the session before: one for each person and terminal. */
  endAtTerminal(tx: Tx, terminalId: string, userId: string): Promise<number> {
    return this.endWhere(tx, 'terminal_id = $2 AND user_id = $3', [terminalId, userId]);
  }

  /** Streams of news that are open for a session end with it. @returns how many sessions ended. */
  private async endWhere(tx: Tx, condition: string, values: unknown[]): Promise<number> {
    const ended = await tx.sql<{ id: string }>(
      `UPDATE session SET ended_at = $1 WHERE ${condition} AND ended_at IS NULL RETURNING id`,
      [tx.now, ...values],
    );
    if (ended.length === 0) return 0;
    await tx.sql('SELECT pg_notify($1, n) FROM unnest($2::text[]) AS n', [
      NOTICE_CHANNEL,
      ended.map(({ id }) => JSON.stringify({ topic: SESSION_ENDED, id })),
    ]);
    return ended.length;
  }

  /** The session of an access token, or null where it is unknown, replaced or has ended. */
  async ofAccessToken(text: string | undefined): Promise<FoundSession | null> {
    const token = this.tokens.read(text);
    const session = token && (await this.#find(token.id));
    if (!session || session.accessUntil <= new Date()) return null;
    return sameHash(token.hash, session.accessHash) ? session : null;
  }

  /**
   * Exchanges a refresh token. Each works once: one of ours that comes again later was copied, and then nobody knows who
   * is the thief, so the session ends for both (RFC 9700, 4.14.2). One that was never ours does nothing to a session.
   * @returns the session, and new tokens unless a request at the same moment has fetched them already.
   */
  async ofRefreshToken(
    text: string | undefined,
    seen: Seen,
  ): Promise<{ session: FoundSession; tokens?: SessionTokens } | null> {
    const token = this.tokens.read(text);
    if (!token) return null;
    return this.work.run(systemActor('session'), 'session.renew', async (tx) => {
      const [session] = await tx.sql<SessionRow>(`${LIVE} FOR UPDATE`, [token.id]);
      if (!session) return null;
      if (sameHash(token.hash, session.refreshHash)) {
        const { tokens, hashes } = this.makeTokens(session.id, tx.now, session.expiresAt);
        await tx.sql(
          `UPDATE session SET access_hash = $2, refresh_hash = $3, access_until = $4, renewed_at = $5,
                  previous_refresh_hash = refresh_hash, device = $6, address = $7 WHERE id = $1`,
          [session.id, ...hashes, tokens.accessUntil, tx.now, seen.device, seen.address],
        );
        return { session, tokens };
      }
      const late = tx.now.getTime() - session.renewedAt.getTime() > RENEWAL_OVERLAP_MS;
      if (sameHash(token.hash, session.previousRefreshHash) && !late) return { session };
      // Somebody has just taken the terminal over with the PIN, and a request of the time before was on its way.
      if (session.previousRefreshHash === null && !late) return null;

      await this.end(tx, session.id);
      tx.audit({ type: 'session', id: session.id }, { ended: 'a used refresh token came again' });
      return null;
    });
  }

  private makeTokens(
    sessionId: string,
    now: Date,
    expiresAt: Date,
  ): { tokens: SessionTokens; hashes: [access: Buffer, refresh: Buffer] } {
    const access = this.tokens.make(sessionId);
    const refresh = this.tokens.make(sessionId);
    const accessUntil = new Date(Math.min(now.getTime() + ACCESS_MS, expiresAt.getTime()));
    return {
      tokens: { access: access.text, accessUntil, refresh: refresh.text, expiresAt },
      hashes: [access.hash, refresh.hash],
    };
  }
}
