import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, wordEnum } from '../../platform/graphql/index.js';
import { POST_FAILURES, type PostFailure } from '../../platform/http/index.js';
import { DELIVERY_STATES, type DeliveryState } from './delivery.rules.js';
import { TOPICS, type Topic } from './topics.js';

export const TopicEnum = wordEnum('NoticeTopic', TOPICS, 'What one can be told of outside of the product.', {
  CASE: 'What happens in the cases of the site.',
  RECALL: 'Recalls of what the site holds or made.',
  INCIDENT: 'New incidents, for regulators.',
  PARTY: 'Proposals about parties, for who may approve them.',
});

export const DeliveryStateEnum = wordEnum('DeliveryState', DELIVERY_STATES, 'How far a delivery is.', {
  WAITING: 'It is sent soon, or again after a pause.',
  SENT: 'The receiver took it.',
  GIVEN_UP: 'The receiver did not take it in a day and a half, or wants none.',
});

export const DeliveryFailureEnum = wordEnum(
  'DeliveryFailure',
  POST_FAILURES,
  'Why the last attempt failed.',
  {
    ADDRESS_NOT_PUBLIC: 'The name leads into a network that this server does not send into.',
    NAME_UNKNOWN: 'The name of the host leads nowhere.',
    NO_ANSWER: 'Nobody answered in time, or the connection broke.',
    TLS: 'The certificate of the receiver cannot be trusted.',
    REDIRECT: 'The receiver sent it elsewhere; redirections are not followed.',
    REFUSED: 'The receiver answered with an error; `status` says which.',
    RECEIVER_GONE: 'The receiver wants nothing more.',
  },
);

@ObjectType('MailChoice', { description: 'Of what you get a mail at this site.' })
export class MailChoiceType {
  @Field(() => Boolean, { description: 'Whether this server sends mail at all.' })
  available!: boolean;

  @Field(() => [TopicEnum], { description: 'Of what you can be told here.' })
  offered!: readonly Topic[];

  @Field(() => [TopicEnum], { description: 'Of what you want to be told.' })
  topics!: readonly Topic[];
}

@ObjectType('Webhook', { description: 'Where software of your site is told what happens.' })
export class WebhookType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, { description: 'An https address.' })
  url!: string;

  @Field(() => [TopicEnum], { description: 'Of what it is told.' })
  topics!: readonly Topic[];

  @Field(() => DateTime, { description: 'When it was added.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when the secret before the present one signs as well; null when it does not any more.',
  })
  formerUntil!: Date | null;

  @Field(() => DeliveryStateEnum, {
    nullable: true,
    description: 'Of the last that was sent there; null where nothing was.',
  })
  lastState!: DeliveryState | null;

  @Field(() => Int, { description: 'How often the last was tried.' })
  lastAttempts!: number;

  @Field(() => Int, { description: 'How many were given up in the last month.' })
  givenUp!: number;
}

@ObjectType('NewWebhook', { description: 'A webhook that just got its secret.' })
export class NewWebhookType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => String, {
    description: 'Checks the signature of what is sent (Standard Webhooks). Shown this once.',
  })
  secret!: string;
}

@ObjectType('WebhookDelivery', { description: 'One notice on its way to a webhook.' })
export class WebhookDeliveryType {
  @Field(() => ID, { description: 'What the receiver finds in `webhook-id`, the same however often.' })
  id!: string;

  @Field(() => String, { description: 'What happened, such as case.question, recall.issued or test.' })
  type!: string;

  @Field(() => String, { nullable: true, description: 'Of the case; null where there is no number.' })
  number!: string | null;

  @Field(() => DateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => DeliveryStateEnum, { description: 'How far it is.' })
  state!: DeliveryState;

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried next; null when it is over.' })
  nextAt!: Date | null;

  @Field(() => DeliveryFailureEnum, {
    nullable: true,
    description: 'Of the last attempt; null where none failed.',
  })
  failure!: PostFailure | null;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer; null without one.' })
  status!: number | null;
}

export const WebhookDeliveryConnection = Connection('WebhookDelivery', () => WebhookDeliveryType);

@InputType('AddWebhookInput', { description: 'A new webhook.' })
export class AddWebhookInput {
  @Field(() => String, { description: 'Begins with https://; 500 characters at most.' })
  url!: string;

  @Field(() => [TopicEnum], { description: 'At least one of those that your site has to do with.' })
  topics!: Topic[];
}

@InputType('ChangeWebhookInput', { description: 'Another choice of what a webhook is told of.' })
export class ChangeWebhookInput {
  @Field(() => ID, { description: 'One of your site’s.' })
  webhookId!: string;

  @Field(() => [TopicEnum], { description: 'At least one of those that your site has to do with.' })
  topics!: Topic[];
}
