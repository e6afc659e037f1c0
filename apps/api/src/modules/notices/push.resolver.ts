import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { PushNoticesType } from './push.graphql.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';

/** A patient's notices by push. */
@Resolver()
export class PushResolver {
  constructor(private readonly service: PushSubscriptionsService) {}

  @Query(() => PushNoticesType, {
    description: 'In which of your browsers you are told that something happened.',
  })
  @Allow('record.own')
  myPushNotices(
    @CurrentActor() actor: Actor,
    @Args('endpoint', {
      type: () => String,
      nullable: true,
      description: 'Of the subscription of the browser that asks; null where it has none.',
    })
    endpoint: string | null,
  ): Promise<PushNoticesType> {
    return this.service.state(actor, endpoint ?? null);
  }

  @Mutation(() => Boolean, {
    description: 'Tells this browser from now on that something happened, and never what.',
  })
  @Allow('record.own')
  async takePushNotices(
    @CurrentActor() actor: Actor,
    @Args('endpoint', { type: () => String, description: 'Of the browser’s subscription; an https address.' })
    endpoint: string,
  ): Promise<boolean> {
    await this.service.take(actor, endpoint);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Tells a browser nothing any more.' })
  @Allow('record.own')
  async endPushNotices(
    @CurrentActor() actor: Actor,
    @Args('endpoint', {
      type: () => String,
      nullable: true,
      description: 'Of its subscription; null for all of your browsers.',
    })
    endpoint: string | null,
  ): Promise<boolean> {
    await this.service.end(actor, endpoint ?? null);
    return true;
  }
}
