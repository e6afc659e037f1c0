import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import { CancelReasons } from './cancel-reasons.js';
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
    @Args('id', { type: () => ID, description: 'As the patient’s code names it.' }) id: string,
    @Args('contentKey', {
      type: () => String,
      description: 'The key that the patient’s code gives; used in memory only.',
    })
    contentKey: string,
  ): Promise<OpenedView> {
    return this.opened.open(actor, id, contentKey);
  }

  @ResolveField(() => SiteType, { description: 'The site that issued it.' })
  prescriber(@Parent() { siteId }: OpenedView): Promise<SiteView | null> {
    return this.sites.byId(siteId);
  }
}

@Resolver(() => PrescriptionItemStateType)
export class ItemStateResolver {
  constructor(
    private readonly operations: OperationReader,
    private readonly reasons: CancelReasons,
  ) {}

  @ResolveField(() => OperationType, {
    nullable: true,
    description: 'Its way to the ledger; null where this node did not issue it.',
  })
  operation(@Parent() { operationId }: ItemView): Promise<Operation | null> {
    return this.operations.byId(operationId);
  }

  @ResolveField(() => String, { nullable: true, description: 'Why the prescriber cancelled it.' })
  cancelReason(@Parent() item: ItemView): Promise<string | null> {
    return this.reasons.open('prescription_item', item);
  }
}
