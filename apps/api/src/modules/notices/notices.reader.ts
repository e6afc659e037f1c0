import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import { pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import type { DeliveryState } from './delivery.rules.js';
import { MailChoice } from './mail-choice.entity.js';
import { NoticeDelivery } from './notice-delivery.entity.js';
import type { Topic } from './topics.js';
import { Webhook } from './webhook.entity.js';

/** A webhook without its secret, and how it does. */
export interface WebhookView {
  readonly id: string;
  readonly url: string;
  readonly topics: readonly Topic[];
  readonly createdAt: Date;
  readonly formerUntil: Date | null;
  readonly lastState: DeliveryState | null;
  readonly lastAttempts: number;
  readonly givenUp: number;
}

@Injectable()
export class NoticesReader {
  constructor(private readonly database: DataSource) {}

  webhooks(actor: Actor): Promise<WebhookView[]> {
    return this.database.query(
      `SELECT w.id, w.url, w.topics, w.created_at AS "createdAt",
              CASE WHEN w.former_until > now() THEN w.former_until END AS "formerUntil", last.state AS "lastState",
              coalesce(last.attempts, 0) AS "lastAttempts",
              (SELECT count(*)::int FROM notice_delivery d WHERE d.webhook_id = w.id AND d.state = 'GIVEN_UP') AS "givenUp"
       FROM webhook w
       LEFT JOIN LATERAL (
         SELECT state, attempts FROM notice_delivery d WHERE d.webhook_id = w.id ORDER BY id DESC LIMIT 1) last ON true
       WHERE w.site_id = $1 AND w.ended_at IS NULL ORDER BY w.id`,
      [actor.siteId],
    );
  }

  /** What was sent to one of the site's webhooks, newest first. */
  async deliveries(actor: Actor, webhookId: string, args: PageArgs): Promise<Page<NoticeDelivery>> {
    const own =
      isId(webhookId) &&
      (await this.database
        .getRepository(Webhook)
        .existsBy({ id: webhookId, siteId: actor.siteId, endedAt: IsNull() }));
    if (!own) throw notFound('webhook');
    const request = pageRequest(args);
    const all = this.database
      .getRepository(NoticeDelivery)
      .createQueryBuilder('d')
      .where('d.webhookId = :webhookId', { webhookId });
    const rows = await all
      .clone()
      .andWhere(request.after ? 'd.id < :after' : 'true', { after: request.after })
      .orderBy('d.id', 'DESC')
      .limit(request.limit)
      .getMany();
    return pageOf(
      request,
      rows,
      ({ id }) => id,
      () => all.getCount(),
    );
  }

  async mailTopics({ userId, siteId }: Actor): Promise<readonly Topic[]> {
    return (await this.database.getRepository(MailChoice).findOneBy({ userId, siteId }))?.topics ?? [];
  }
}
