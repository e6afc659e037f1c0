import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecallsModule } from '../recalls/index.js';
import { RecordsModule } from '../records/index.js';
import { DeliveriesJob } from './deliveries.job.js';
import { DeliveryHousekeeping } from './delivery-housekeeping.job.js';
import { MailChoice } from './mail-choice.entity.js';
import { MailChoicesService } from './mail-choices.service.js';
import { Mailer } from './mailer.js';
import { NewsSpread } from './news-spread.js';
import { NoticeDelivery } from './notice-delivery.entity.js';
import { NoticesReader } from './notices.reader.js';
import { NoticesResolver } from './notices.resolver.js';
import { PushResolver } from './push.resolver.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';
import { Pusher } from './pusher.js';
import { RecordNewsController } from './record-news.controller.js';
import { RecordNewsResolver } from './record-news.resolver.js';
import { RecordNewsService } from './record-news.service.js';
import { Webhook } from './webhook.entity.js';
import { WebhooksService } from './webhooks.service.js';

/** Tells people by mail and push, and their software by webhooks, what happened; that it did is other modules' to say. */
@Module({
  imports: [RecallsModule, RecordsModule, TypeOrmModule.forFeature([MailChoice, NoticeDelivery, Webhook])],
  controllers: [RecordNewsController],
  providers: [
    DeliveriesJob,
    DeliveryHousekeeping,
    MailChoicesService,
    Mailer,
    NewsSpread,
    NoticesReader,
    NoticesResolver,
    Pusher,
    PushResolver,
    PushSubscriptionsService,
    RecordNewsResolver,
    RecordNewsService,
    WebhooksService,
  ],
})
export class NoticesModule {}
