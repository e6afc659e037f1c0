import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';

export interface OwnSession {
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly siteName: string;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  readonly current: boolean;
}

export interface OwnFactors {
  readonly hasPassword: boolean;
  readonly codesSince: Date | null;
  readonly passkeys: number;
  readonly recoveryCodesLeft: number;
}

/** More than anybody has browsers. */
const MOST_SESSIONS = 100;

/** What a person sees of their own account. */
@Injectable()
export class OwnAccountReader {
  constructor(private readonly database: DataSource) {}

  /** What the person can show to prove who they are. */
  async factors({ userId }: Pick<Actor, 'userId'>): Promise<OwnFactors> {
    const [factors] = await this.database.query<[OwnFactors]>(
      `SELECT u.password_hash IS NOT NULL AS "hasPassword",
              (SELECT confirmed_at FROM totp WHERE user_id = u.id) AS "codesSince",
              (SELECT count(*)::int FROM passkey WHERE user_id = u.id) AS passkeys,
              (SELECT count(*)::int FROM recovery_code WHERE user_id = u.id AND used_at IS NULL) AS "recoveryCodesLeft"
       FROM app_user u WHERE u.id = $1`,
      [userId],
    );
    return factors;
  }

  /** The one at hand first, then those used last. */
  sessions({ userId, sessionId }: Actor): Promise<OwnSession[]> {
    return this.database.query<OwnSession[]>(
      `SELECT s.id, s.device, s.address, p.name AS "siteName", s.created_at AS "startedAt",
              s.renewed_at AS "lastUsedAt", s.id = $2 AS current
       FROM session s JOIN site p ON p.id = s.site_id
       WHERE s.user_id = $1 AND s.ended_at IS NULL AND s.expires_at > now()
       ORDER BY s.id = $2 DESC, s.renewed_at DESC, s.id LIMIT ${MOST_SESSIONS}`,
      [userId, sessionId],
    );
  }
}
