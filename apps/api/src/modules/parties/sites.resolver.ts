import { type SiteRole } from '@custodia/access';
import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { PageArgs, type Page } from '../../platform/graphql/index.js';
import { LedgerIdReader, type LedgerId } from './ledger-id.reader.js';
import { MarketProfileType } from './market.graphql.js';
import { MARKETS, type MarketProfile } from './markets.js';
import { LedgerIdType, SiteConnection, SiteRoleEnum, SiteType } from './site.graphql.js';
import { SiteReader, type SiteView } from './site.reader.js';

@Resolver(() => SiteType)
export class SitesResolver {
  constructor(
    private readonly reader: SiteReader,
    private readonly ledgerIdReader: LedgerIdReader,
  ) {}

  @Query(() => SiteConnection, { description: 'Active sites other than your own, to trade with, by name.' })
  @Allow('site.read')
  sites(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('role', { type: () => SiteRoleEnum, nullable: true, description: 'Only sites with this role.' })
    role?: SiteRole,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'A part of the name, the city, the organisation, or the beginning of the GLN.',
    })
    search?: string,
  ): Promise<Page<SiteView>> {
    return this.reader.partners(actor, { role, search }, page);
  }

  @Query(() => SiteType, { nullable: true, description: 'A site of the register; null where there is none.' })
  @Allow('site.read')
  site(@Args('id', { type: () => ID, description: 'The site’s id.' }) id: string): Promise<SiteView | null> {
    return this.reader.byId(id);
  }

  @Query(() => SiteConnection, { description: 'Every site, whatever its status, for the regulator.' })
  @Allow('party.read')
  parties(@Args() page: PageArgs): Promise<Page<SiteView>> {
    return this.reader.list({}, page);
  }

  @ResolveField(() => [LedgerIdType], { description: 'The main one first, then by purpose; at most 16.' })
  ledgerIds(@Parent() site: SiteView): Promise<LedgerId[]> {
    return this.ledgerIdReader.ofSite(site.id);
  }

  @Query(() => [MarketProfileType], { description: 'Every market profile that this node knows.' })
  @Allow('signed-in')
  markets(): readonly MarketProfile[] {
    return Object.values(MARKETS);
  }
}
