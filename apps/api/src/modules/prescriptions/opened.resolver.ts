import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import { OpenedReader, type OpenedView } from './opened.reader.js';
import { OpenedPrescriptionType, PrescriptionItemStateType } from './prescriptions.graphql.js';
import type { ItemView } from './prescriptions.reader.js';

@Resolver(() => OpenedPrescriptionType)
export class OpenedResolver {
  constructor(
    private readonly opened: OpenedReader,
    private readonly sites: SiteReader,
  ) {}

  @Query(() => OpenedPrescriptionType, {
    description: 'Unseals a prescription with the key of its code, in memory and on the record.',
  })
  @Allow('prescription.open')
  openPrescription(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('contentKey', { type: () => String }) contentKey: string,
  ): Promise<OpenedView> {
    return this.opened.open(actor, id, contentKey);
  }

  @ResolveField(() => SiteType)
  prescriber(@Parent() { siteId }: OpenedView): Promise<SiteView | null> {
    return this.sites.byId(siteId);
  }
}

@Resolver(() => PrescriptionItemStateType)
export class ItemStateResolver {
  constructor(private readonly operations: OperationReader) {}

  @ResolveField(() => OperationType, { nullable: true })
  operation(@Parent() { operationId }: ItemView): Promise<Operation | null> {
    return this.operations.byId(operationId);
  }
}
