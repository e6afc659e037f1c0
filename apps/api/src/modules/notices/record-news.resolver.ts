import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { RecordNewsService } from './record-news.service.js';

/** By which addresses release nodes have a patient told. */
@Resolver()
export class RecordNewsResolver {
  constructor(private readonly service: RecordNewsService) {}

  @Mutation(() => Boolean, {
    description: 'Takes addresses by which release nodes can say that there is something new for you.',
  })
  @Allow('record.own')
  async keepNewsAddresses(
    @CurrentActor() actor: Actor,
    @Args('addresses', {
      type: () => [String],
      description: 'Random, one for each node: 32 bytes in base64url.',
    })
    addresses: string[],
    @Args('alone', { type: () => Boolean, description: 'Whether those of before lead nowhere from now on.' })
    alone: boolean,
  ): Promise<boolean> {
    await this.service.keep(actor, addresses, alone);
    return true;
  }
}
