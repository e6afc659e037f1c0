import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';

const CHALLENGE_BYTES = 32;
const CHALLENGE_MS = 5 * 60_000;

/** What a challenge is good for: nothing that was signed for one purpose serves another. */
export type Purpose = 'sign-in' | 'register' | 'join' | 'step-up';

/** The browser, and where somebody is signed in, the session, that asked for a challenge. */
export interface Asker {
  readonly terminalId: string;
  readonly sessionId: string | null;
}

/** Challenges for passkeys: each good once, for five minutes, in the browser that asked for it. */
@Injectable()
export class PasskeyChallengeStore {
  constructor(private readonly work: UnitOfWork) {}

  /** The browser's challenge for this purpose before it ends. */
  async make(purpose: Purpose, { terminalId, sessionId }: Asker): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = new Uint8Array(randomBytes(CHALLENGE_BYTES));
    await this.work.run(systemActor('sign-in'), 'session.attempt', async (tx) => {
      await tx.sql('DELETE FROM passkey_challenge WHERE expires_at < $1', [tx.now]);
      await tx.sql('DELETE FROM passkey_challenge WHERE terminal_id = $1 AND purpose = $2', [
        terminalId,
        purpose,
      ]);
      await tx.sql(
        `INSERT INTO passkey_challenge (challenge, purpose, terminal_id, session_id, expires_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [Buffer.from(challenge), purpose, terminalId, sessionId, new Date(tx.now.getTime() + CHALLENGE_MS)],
      );
    });
    return challenge;
  }

  /** Whether it was made for this and not used yet; it is used now. */
  spend(challenge: string, purpose: Purpose, { terminalId, sessionId }: Asker): Promise<boolean> {
    return this.work.run(systemActor('sign-in'), 'session.attempt', async (tx) => {
      const spent = await tx.sql(
        `DELETE FROM passkey_challenge WHERE challenge = $1 AND purpose = $2 AND terminal_id = $3
           AND session_id IS NOT DISTINCT FROM $4 AND expires_at > $5 RETURNING purpose`,
        [Buffer.from(challenge, 'base64url'), purpose, terminalId, sessionId, tx.now],
      );
      return spent.length > 0;
    });
  }
}
