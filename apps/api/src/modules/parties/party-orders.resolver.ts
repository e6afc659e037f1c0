import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import { AddLedgerIdInput, AdmitPartyInput, PartyOrderInput } from './party.graphql.js';
import { PartyOrdersService } from './party-orders.service.js';
import { SiteType } from './site.graphql.js';
import type { SiteView } from './site.reader.js';

@Resolver()
export class PartyOrdersResolver {
  constructor(private readonly orders: PartyOrdersService) {}

  @Mutation(() => SiteType, {
    description: 'Admits a site that this node hosts: pending until the ledger has it.',
  })
  @Allow('party.admit')
  @Fresh()
  admitParty(@CurrentActor() actor: Actor, @Args('input') input: AdmitPartyInput): Promise<SiteView> {
    return this.orders.admit(actor, input);
  }

  @Mutation(() => SiteType, {
    description:
      'Gives an admitted site one more ledger id, so that who follows one of them does not see all that the site does; pending until the ledger has it.',
  })
  @Allow('party.admit')
  @Fresh()
  addLedgerId(@CurrentActor() actor: Actor, @Args('input') input: AddLedgerIdInput): Promise<SiteView> {
    return this.orders.addLedgerId(actor, input);
  }

  @Mutation(() => SiteType, { description: 'Stops a site from changing anything, once the ledger has it.' })
  @Allow('party.suspend')
  @Fresh()
  suspendParty(@CurrentActor() actor: Actor, @Args('input') input: PartyOrderInput): Promise<SiteView> {
    return this.orders.suspend(actor, input);
  }

  @Mutation(() => SiteType, { description: 'Lets a suspended site act again, once the ledger has it.' })
  @Allow('party.reinstate')
  @Fresh()
  reinstateParty(@CurrentActor() actor: Actor, @Args('input') input: PartyOrderInput): Promise<SiteView> {
    return this.orders.reinstate(actor, input);
  }
}
