import { Injectable } from '@nestjs/common';
import { isIP } from 'node:net';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { hostOf, mayReach, webhookUrl } from '../../platform/http/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { addDelivery } from './news-spread.js';
import { newSecret } from './signature.js';
import { topicsOf, type Topic } from './topics.js';
import { Webhook } from './webhook.entity.js';

const MOST_OF_A_SITE = 5;
/** A weekend, and a day to do it. */
const BOTH_SECRETS_MS = 3 * 86_400_000;

export function secretPlace(id: string): Place {
  return { table: 'webhook', column: 'secret', row: id };
}

export function formerSecretPlace(id: string): Place {
  return { table: 'webhook', column: 'former_secret', row: id };
}

/** Where the site's own software is told what happens. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly config: Config,
  ) {}

  /** @returns the secret, which is shown this once. */
  async add(actor: Actor, asked: string, topics: readonly Topic[]): Promise<{ id: string; secret: string }> {
    const url = this.checkedUrl(asked);
    const wanted = someTopics(actor, topics);
    const id = newId();
    const secret = newSecret();
    const sealed = await this.seal.seal(secretPlace(id), Buffer.from(secret));
    await this.work.run(actor, 'webhook.add', async (tx) => {
      // One after the other: two at once would pass the limit together.
      await tx.sql('SELECT 1 FROM site WHERE id = $1 FOR UPDATE', [actor.siteId]);
      const known = await tx.sql('SELECT 1 FROM webhook WHERE site_id = $1 AND ended_at IS NULL', [
        actor.siteId,
      ]);
      if (known.length >= MOST_OF_A_SITE)
        throw new DomainError('TOO_MANY_WEBHOOKS', `A site has ${MOST_OF_A_SITE} webhooks at most.`, {
          most: MOST_OF_A_SITE,
        });
      await tx.manager.insert(Webhook, {
        id,
        siteId: actor.siteId,
        url: url.href,
        topics: wanted,
        secret: sealed,
        createdBy: actor.userId,
        createdAt: tx.now,
      });
      tx.audit({ type: 'webhook', id }, { host: url.host, topics: wanted });
    });
    return { id, secret };
  }

  /** Tells it of something else from now on. What waits already is sent. */
  async changeTopics(actor: Actor, id: string, topics: readonly Topic[]): Promise<void> {
    const wanted = someTopics(actor, topics);
    await this.work.run(actor, 'webhook.change', async (tx) => {
      const webhook = await this.own(tx, actor, id);
      await tx.manager.update(Webhook, webhook.id, { topics: wanted });
      tx.audit({ type: 'webhook', id }, { topics: wanted, before: webhook.topics });
    });
  }

  /**
   * Signs with another secret from now on, and with the present one as well until the receiver has had time to swap. Of
   * two renewals in a row, only the secret before the last signs as well.
   * @returns the new secret, which is shown this once.
   */
  async renewSecret(actor: Actor, id: string): Promise<{ id: string; secret: string }> {
    const secret = newSecret();
    await this.work.run(actor, 'webhook.renew-secret', async (tx) => {
      const webhook = await this.own(tx, actor, id);
      const former = await this.seal.open(secretPlace(webhook.id), webhook.secret);
      const formerUntil = new Date(tx.now.getTime() + BOTH_SECRETS_MS);
      await tx.manager.update(Webhook, webhook.id, {
        secret: await this.seal.seal(secretPlace(webhook.id), Buffer.from(secret)),
        formerSecret: await this.seal.seal(formerSecretPlace(webhook.id), former),
        formerUntil,
      });
      tx.audit({ type: 'webhook', id }, { formerUntil: formerUntil.toISOString() });
    });
    return { id, secret };
  }

  /** What waits to be sent there is not sent any more. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(actor, 'webhook.remove', async (tx) => {
      const webhook = await this.own(tx, actor, id);
      await tx.manager.update(Webhook, webhook.id, { endedAt: tx.now });
      tx.audit({ type: 'webhook', id }, { host: new URL(webhook.url).host });
    });
  }

  /** Sends something that says nothing, to see that it arrives. */
  async test(actor: Actor, id: string): Promise<string> {
    return this.work.run(actor, 'webhook.test', async (tx) => {
      const webhook = await this.own(tx, actor, id);
      tx.audit({ type: 'webhook', id });
      const news = { topic: 'TEST', type: 'test', subjectId: null, number: null } as const;
      return addDelivery(tx, news, { site_id: webhook.siteId, webhook_id: webhook.id, user_id: null });
    });
  }

  /** Sends again what was given up: once more with all the pauses, under the same id. */
  async sendAgain(actor: Actor, deliveryId: string): Promise<void> {
    await this.work.run(actor, 'webhook.send-again', async (tx) => {
      const [given] = isId(deliveryId)
        ? await tx.sql<{ id: string }>(
            `UPDATE notice_delivery d SET state = 'WAITING', attempts = 0, next_at = $3
             FROM webhook w WHERE d.id = $1 AND w.id = d.webhook_id AND w.site_id = $2 AND w.ended_at IS NULL
               AND d.state = 'GIVEN_UP' RETURNING d.id`,
            [deliveryId, actor.siteId, tx.now],
          )
        : [];
      if (!given) throw notFound('delivery that was given up');
      tx.audit({ type: 'notice-delivery', id: given.id });
    });
  }

  private checkedUrl(text: string): URL {
    const url = webhookUrl(text);
    if (!url)
      throw new DomainError(
        'WEBHOOK_ADDRESS',
        'This cannot be the address of a webhook. It begins with https:// and has no name or password in it.',
      );
    const host = hostOf(url);
    if (isIP(host) && !mayReach(host, this.config.webhookNetworks))
      throw new DomainError(
        'WEBHOOK_ADDRESS',
        'This address lies inside of a network, and this server does not send there. Use one that is reached from the internet.',
      );
    return url;
  }

  private async own(tx: Tx, actor: Actor, id: string): Promise<Webhook> {
    const webhook =
      isId(id) &&
      (await tx.manager.findOne(Webhook, {
        where: { id, siteId: actor.siteId },
        lock: { mode: 'pessimistic_write' },
      }));
    if (!webhook || webhook.endedAt) throw notFound('webhook');
    return webhook;
  }
}

function someTopics(actor: Actor, topics: readonly Topic[]): Topic[] {
  const wanted = checkedTopics(actor, topics);
  if (wanted.length === 0) throw new DomainError('BAD_INPUT', 'Choose what to be told of.');
  return wanted;
}

/** In the order of the list, each once. @throws DomainError for what people of the site cannot open themselves */
export function checkedTopics(actor: Actor, topics: readonly Topic[]): Topic[] {
  const open = topicsOf(actor.roles);
  if (topics.some((topic) => !open.includes(topic)))
    throw new DomainError('BAD_INPUT', 'Your site has nothing to do with one of these topics.');
  return open.filter((topic) => topics.includes(topic));
}
