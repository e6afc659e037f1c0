import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import { PageArgs, type Page } from '../../platform/graphql/index.js';
import { MailChoicesService } from './mail-choices.service.js';
import { Mailer } from './mailer.js';
import type { NoticeDelivery } from './notice-delivery.entity.js';
import {
  AddWebhookInput,
  ChangeWebhookInput,
  MailChoiceType,
  NewWebhookType,
  TopicEnum,
  WebhookDeliveryConnection,
  WebhookType,
} from './notices.graphql.js';
import { NoticesReader, type WebhookView } from './notices.reader.js';
import { topicsOf, type Topic } from './topics.js';
import { WebhooksService } from './webhooks.service.js';

@Resolver()
export class NoticesResolver {
  constructor(
    private readonly reader: NoticesReader,
    private readonly choices: MailChoicesService,
    private readonly service: WebhooksService,
    private readonly mailer: Mailer,
  ) {}

  @Query(() => MailChoiceType, { description: 'Of what you get a mail at this site.' })
  @Allow('notice.read')
  async myMailChoice(@CurrentActor() actor: Actor): Promise<MailChoiceType> {
    const topics = await this.reader.mailTopics(actor);
    return { available: this.mailer.isSet, offered: topicsOf(actor.roles), topics };
  }

  @Mutation(() => Boolean, { description: 'Says of what you want a mail at this site: of nothing else.' })
  @Allow('notice.choose')
  async chooseMail(
    @CurrentActor() actor: Actor,
    @Args('topics', { type: () => [TopicEnum], description: 'All of them.' }) topics: Topic[],
  ): Promise<boolean> {
    await this.choices.choose(actor, topics);
    return true;
  }

  @Query(() => [WebhookType], { description: 'Where software of your site is told what happens.' })
  @Allow('webhook.read')
  webhooks(@CurrentActor() actor: Actor): Promise<WebhookView[]> {
    return this.reader.webhooks(actor);
  }

  @Query(() => WebhookDeliveryConnection, {
    description: 'What was sent to a webhook in the last month, newest first.',
  })
  @Allow('webhook.read')
  webhookDeliveries(
    @CurrentActor() actor: Actor,
    @Args('webhookId', { type: () => ID, description: 'One of your site’s.' }) webhookId: string,
    @Args() page: PageArgs,
  ): Promise<Page<NoticeDelivery>> {
    return this.reader.deliveries(actor, webhookId, page);
  }

  @Mutation(() => NewWebhookType, { description: 'Adds a webhook; its secret is shown this once.' })
  @Allow('webhook.manage')
  @Fresh()
  addWebhook(
    @CurrentActor() actor: Actor,
    @Args('input') { url, topics }: AddWebhookInput,
  ): Promise<NewWebhookType> {
    return this.service.add(actor, url, topics);
  }

  @Mutation(() => Boolean, { description: 'Says of what else a webhook is told from now on.' })
  @Allow('webhook.manage')
  async changeWebhook(
    @CurrentActor() actor: Actor,
    @Args('input') { webhookId, topics }: ChangeWebhookInput,
  ): Promise<boolean> {
    await this.service.changeTopics(actor, webhookId, topics);
    return true;
  }

  @Mutation(() => NewWebhookType, {
    description:
      'Gives a webhook a new secret, shown this once. For three days what is sent is signed with both, so that the receiver can swap.',
  })
  @Allow('webhook.manage')
  @Fresh()
  renewWebhookSecret(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'One of your site’s.' }) id: string,
  ): Promise<NewWebhookType> {
    return this.service.renewSecret(actor, id);
  }

  @Mutation(() => Boolean, { description: 'Takes a webhook away; what waits for it is not sent any more.' })
  @Allow('webhook.manage')
  @Fresh()
  async removeWebhook(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'One of your site’s.' }) id: string,
  ): Promise<boolean> {
    await this.service.remove(actor, id);
    return true;
  }

  @Mutation(() => ID, { description: 'Sends a test to a webhook: the id of the delivery.' })
  @Allow('webhook.manage')
  testWebhook(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'One of your site’s.' }) id: string,
  ): Promise<string> {
    return this.service.test(actor, id);
  }

  @Mutation(() => Boolean, { description: 'Sends a delivery again that was given up.' })
  @Allow('webhook.manage')
  async sendDeliveryAgain(
    @CurrentActor() actor: Actor,
    @Args('deliveryId', { type: () => ID, description: 'Of a webhook of your site.' }) deliveryId: string,
  ): Promise<boolean> {
    await this.service.sendAgain(actor, deliveryId);
    return true;
  }
}
