import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { PageArgs, withoutNulls, type Page } from '../../platform/graphql/index.js';
import { SiteReader, SiteType, type SiteView } from '../parties/index.js';
import { CancelReasons } from './cancel-reasons.js';
import { CancellingService } from './cancelling.service.js';
import { IssuingService } from './issuing.service.js';
import { prescriptionStatus, type PrescriptionStatus } from './item-state.rules.js';
import type { Prescription } from './prescription.entity.js';
import {
  CancelPrescriptionInput,
  IssuedPrescriptionType,
  IssuePrescriptionInput,
  PrescriptionConnection,
  PrescriptionItemStateType,
  PrescriptionStatusEnum,
  PrescriptionType,
} from './prescriptions.graphql.js';
import { PrescriptionsReader, type ItemView } from './prescriptions.reader.js';

@Resolver(() => PrescriptionType)
export class PrescriptionsResolver {
  constructor(
    private readonly reader: PrescriptionsReader,
    private readonly issuing: IssuingService,
    private readonly cancelling: CancellingService,
    private readonly sites: SiteReader,
    private readonly reasons: CancelReasons,
  ) {}

  @Query(() => PrescriptionConnection, {
    description:
      'What your site issued, newest first, without content. The reference is on the paper: the end of the id.',
  })
  @Allow('prescription.read')
  prescriptions(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('reference', {
      type: () => String,
      nullable: true,
      description: 'Only the one whose id begins like this.',
    })
    reference?: string,
  ): Promise<Page<Prescription>> {
    return this.reader.issued(actor, page, reference ?? '');
  }

  @Query(() => PrescriptionType, {
    nullable: true,
    description: 'A prescription of your site; null where there is none.',
  })
  @Allow('prescription.read')
  prescription(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The prescription’s id.' }) id: string,
  ): Promise<Prescription | null> {
    return this.reader.ownById(actor, id);
  }

  @Query(() => [String], { description: 'Substances of known products, for typing ahead.' })
  @Allow('product.read')
  substances(
    @Args('search', { type: () => String, description: 'How its name begins.' }) search: string,
  ): Promise<string[]> {
    return this.reader.substances(search);
  }

  @Mutation(() => IssuedPrescriptionType, {
    description: 'Issues a prescription; its items are good once the ledger has them.',
  })
  @Allow('prescription.issue')
  async issuePrescription(
    @CurrentActor() actor: Actor,
    @Args('input', { type: () => IssuePrescriptionInput }) input: IssuePrescriptionInput,
  ) {
    const { items: medicines, ...rest } = withoutNulls(input);
    const { prescriptionId, token } = await this.issuing.issue(actor, { ...rest, medicines });
    return { prescription: await this.reader.ownById(actor, prescriptionId), token };
  }

  @Mutation(() => PrescriptionType, {
    description: 'Cancels what is still open; what was given stays given.',
  })
  @Allow('prescription.cancel')
  async cancelPrescription(
    @CurrentActor() actor: Actor,
    @Args('input', { type: () => CancelPrescriptionInput }) input: CancelPrescriptionInput,
  ): Promise<Prescription | null> {
    return this.reader.ownById(actor, await this.cancelling.cancel(actor, input));
  }

  @ResolveField(() => SiteType, { description: 'The site that issued it.' })
  prescriber(@Parent() { siteId }: Prescription): Promise<SiteView | null> {
    return this.sites.byId(siteId);
  }

  @ResolveField(() => [PrescriptionItemStateType], {
    description: 'What it prescribes, each repeat an item of its own.',
  })
  items(@Parent() { id }: Prescription): Promise<ItemView[]> {
    return this.reader.itemsOf(id);
  }

  @ResolveField(() => String, { nullable: true, description: 'Why; null where it was not cancelled.' })
  cancelReason(@Parent() prescription: Prescription): Promise<string | null> {
    return this.reasons.open('prescription', prescription);
  }

  @ResolveField(() => PrescriptionStatusEnum, { description: 'Summed up over its items.' })
  async status(@Parent() { id, cancelledAt }: Prescription): Promise<PrescriptionStatus> {
    const items = await this.reader.itemsOf(id);
    return prescriptionStatus(
      items.map(({ state }) => state),
      cancelledAt !== null,
    );
  }
}
