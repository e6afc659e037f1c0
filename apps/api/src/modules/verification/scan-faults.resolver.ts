import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import { ScanFaultClusterType } from './scan-faults.graphql.js';
import { ScanFaultsReader, type FaultCluster } from './scan-faults.reader.js';

@Resolver(() => ScanFaultClusterType)
export class ScanFaultsResolver {
  constructor(
    private readonly reader: ScanFaultsReader,
    private readonly sites: SiteReader,
  ) {}

  @Query(() => [ScanFaultClusterType], {
    description:
      'Likely faults of scanners within seven days, the most frequent first, at most 50: at all places for the regulator, at your own for others.',
  })
  @Allow('scan.read')
  scanFaults(@CurrentActor() actor: Actor): Promise<FaultCluster[]> {
    return this.reader.clusters(actor);
  }

  @ResolveField(() => SiteType, { nullable: true, description: 'Where it was scanned.' })
  site(@Parent() { siteId }: FaultCluster): Promise<SiteView | null> {
    return this.sites.byId(siteId);
  }
}
