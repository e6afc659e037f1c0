import type { SiteRole } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import { systemActor } from '../../platform/access/index.js';
import { guardedPost, webhookUrl, type Posted } from '../../platform/http/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';
import { afterAttempt } from './delivery.rules.js';
import { mailOf } from './mail-words.js';
import { Mailer } from './mailer.js';
import { bodyOf, linkTo, type News } from './news.rules.js';
import { endpointPlace, IS_SIGNED_IN } from './push-subscriptions.service.js';
import { Pusher } from './pusher.js';
import { signedHeaders } from './signature.js';
import { formerSecretPlace, secretPlace } from './webhooks.service.js';

const BATCH = 20;
const IDLE_MS = 1_000;
const TIMEOUT_MS = 10_000;
/** Longer than an attempt lasts: whoever took one up and died, leaves it to another after this. */
const LEASE_MS = 60_000;

interface Due extends News {
  readonly id: string;
  readonly at: Date;
  readonly attempts: number;
  readonly webhookId: string | null;
  readonly url: string | null;
  readonly secret: Buffer | null;
  readonly formerSecret: Buffer | null;
  readonly pushId: string | null;
  readonly endpoint: Buffer | null;
  readonly email: string | null;
  readonly locale: string | null;
  /** Null for a patient, who works nowhere. */
  readonly site: string | null;
  readonly roles: SiteRole[] | null;
}

// Who has left the site, has erased the record, or has taken the webhook or the device away meanwhile, gets nothing any more.
const CLAIM = `
  WITH due AS (
    SELECT id FROM notice_delivery WHERE state = 'WAITING' AND next_at <= $1
    ORDER BY next_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE notice_delivery d SET attempts = d.attempts + 1, next_at = $2 FROM due WHERE d.id = due.id RETURNING d.*
  )
  SELECT d.id, d.at, d.attempts, d.topic, d.type, d.subject_id AS "subjectId", d.number, w.id AS "webhookId", w.url,
         w.secret, CASE WHEN w.former_until > $1 THEN w.former_secret END AS "formerSecret",
         p.id AS "pushId", p.endpoint, u.email, u.locale, s.name AS site, s.roles
  FROM claimed d
  LEFT JOIN site s ON s.id = d.site_id
  LEFT JOIN webhook w ON w.id = d.webhook_id AND w.ended_at IS NULL
  LEFT JOIN push_subscription p ON p.id = d.push_id AND ${IS_SIGNED_IN}
  LEFT JOIN membership m ON m.user_id = d.user_id AND m.site_id = d.site_id
  LEFT JOIN app_user u ON u.id = d.user_id AND ($3 OR NOT u.demo)
       AND (m.user_id IS NOT NULL OR (d.site_id IS NULL AND u.patient))`;

/**
 * Sends what is due. An attempt is counted before it is made: a process that dies over it never sends without end, and
 * another goes on where it was. A receiver may get one twice, under the same id.
 */
@Injectable()
@BackgroundJob()
export class DeliveriesJob implements WorkerJob {
  readonly name = 'notice-deliveries';

  constructor(
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly mailer: Mailer,
    private readonly pusher: Pusher,
    private readonly config: Config,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) if ((await this.sendDue(new Date())) < BATCH) await pause(IDLE_MS, signal);
  }

  /** @returns how many attempts were made. */
  async sendDue(now: Date): Promise<number> {
    const due = await this.work.run(systemActor(this.name), 'notice.claim', (tx) =>
      tx.sql<Due>(CLAIM, [now, new Date(now.getTime() + LEASE_MS), this.config.demo]),
    );
    await Promise.all(due.map((one) => this.attempt(one, now)));
    return due.length;
  }

  private async attempt(one: Due, now: Date): Promise<void> {
    const attempt = await this.send(one, now);
    const { state, nextAt } = afterAttempt(attempt, one.attempts, now);
    await this.work.run(systemActor(this.name), 'notice.settle', async (tx) => {
      if (one.pushId && attempt.failure === 'RECEIVER_GONE')
        await tx.sql('DELETE FROM push_subscription WHERE id = $1', [one.pushId]);
      // Whoever has taken it up since has the say.
      await tx.sql(
        `UPDATE notice_delivery SET state = $3, next_at = $4, failure = $5, status = $6,
                sent_at = CASE WHEN $3 = 'SENT' THEN $7::timestamptz END
         WHERE id = $1 AND attempts = $2 AND state = 'WAITING'`,
        [one.id, one.attempts, state, nextAt, attempt.failure, attempt.status, tx.now],
      );
    });
  }

  private async send(one: Due, now: Date): Promise<Posted> {
    const link = linkTo(one, one.roles ?? [], this.config.publicOrigin);
    if (one.webhookId) return this.post(one, link, now);
    if (one.pushId && one.endpoint) {
      const endpoint = await this.seal.open(endpointPlace(one.pushId), one.endpoint);
      return this.pusher.send(endpoint.toString(), now, TIMEOUT_MS);
    }
    if (!one.email) return { failure: 'RECEIVER_GONE', status: null };
    const words = mailOf(one, { locale: one.locale ?? 'en', site: one.site, link });
    return this.mailer.send({ id: one.id, to: one.email, ...words });
  }

  private async post(one: Due, link: string, now: Date): Promise<Posted> {
    const url = webhookUrl(one.url ?? '');
    if (!url || !one.webhookId || !one.secret) return { failure: 'RECEIVER_GONE', status: null };
    const secrets = [(await this.seal.open(secretPlace(one.webhookId), one.secret)).toString()];
    if (one.formerSecret)
      secrets.push((await this.seal.open(formerSecretPlace(one.webhookId), one.formerSecret)).toString());
    const body = bodyOf(one.id, one.at, one, link);
    const inside = this.config.webhookNetworks;
    return guardedPost(url, signedHeaders(secrets, one.id, now, body), body, {
      inside,
      timeoutMs: TIMEOUT_MS,
    });
  }
}
