import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import { PartyOrderInput } from './party.graphql.js';
import { PartyOrdersService } from './party-orders.service.js';
import { SiteType } from './site.graphql.js';
import type { SiteView } from './site.reader.js';

@Resolver()
export class PartyOrdersResolver {
  constructor(private readonly orders: PartyOrdersService) {}

  @Mutation(() => SiteType, {
    description: 'Stops a site from changing anything, once the ledger has it: one person is enough.',
  })
  @Allow('party.suspend')
  @Fresh()
  suspendParty(@CurrentActor() actor: Actor, @Args('input') input: PartyOrderInput): Promise<SiteView> {
    return this.orders.suspend(actor, input);
  }
}
