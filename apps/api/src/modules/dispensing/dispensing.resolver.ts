import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { CalendarDate, PageArgs, withoutNulls, type Page } from '../../platform/graphql/index.js';
import { SiteReader, SiteType, UserNames, type SiteView } from '../parties/index.js';
import { OverriddenWarningType, type OverriddenWarning } from '../warnings/index.js';
import { CorrectService } from './correct.service.js';
import { DispenseLine } from './dispense-line.entity.js';
import { DispenseService } from './dispense.service.js';
import type { Dispensing } from './dispensing.entity.js';
import {
  DispenseLineType,
  DispensingConnection,
  DispensingStatusEnum,
  DispensingType,
  NotDispensedType,
} from './dispensing.graphql.js';
import {
  CorrectPatientInput,
  DispenseInput,
  NotDispensedInput,
  ReportSupplyInput,
  UndoDispenseInput,
} from './dispensing.inputs.js';
import { DispensingReader } from './dispensing.reader.js';
import { dispensingStatus } from './dispensing-status.rules.js';
import type { NotDispensed } from './not-dispensed.entity.js';
import { NotDispensedService } from './not-dispensed.service.js';
import { ReportService } from './report.service.js';
import { SupplyWords } from './supply-words.js';
import type { DispensingStatus } from './supply.js';
import { UndoService } from './undo.service.js';
import { WarnedStore } from './warned.store.js';

@Resolver(() => DispensingType)
export class DispensingResolver {
  constructor(
    private readonly reader: DispensingReader,
    private readonly dispenses: DispenseService,
    private readonly undos: UndoService,
    private readonly reports: ReportService,
    private readonly corrections: CorrectService,
    private readonly refusals: NotDispensedService,
    private readonly sites: SiteReader,
    private readonly users: UserNames,
    private readonly words: SupplyWords,
    private readonly warnings: WarnedStore,
  ) {}

  @Query(() => DispensingConnection, { description: 'Your site’s, newest first.' })
  @Allow('dispensing.read')
  dispensings(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('date', { type: () => CalendarDate, nullable: true, description: 'At the site’s clock.' })
    date?: string,
    @Args('issues', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those with a pack that was handed out and later refused.',
    })
    issues?: boolean,
  ): Promise<Page<Dispensing>> {
    return this.reader.dispensings(actor, { date, issues }, page);
  }

  @Query(() => DispensingType, {
    nullable: true,
    description: 'A supply of your site; null where there is none.',
  })
  @Allow('dispensing.read')
  dispensing(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The supply’s id.' }) id: string,
  ): Promise<Dispensing | null> {
    return this.reader.dispensing(actor, id);
  }

  @Mutation(() => DispensingType, { description: 'Supplies a basket: all of it, or nothing.' })
  @Allow('dispensing.dispense')
  async dispense(
    @CurrentActor() actor: Actor,
    @Args('input') input: DispenseInput,
  ): Promise<Dispensing | null> {
    return this.reader.byId(await this.dispenses.dispense(actor, { owe: [], ...withoutNulls(input) }));
  }

  @Mutation(() => DispensingType, {
    description: 'Within days, at the site that supplied, not after a recall.',
  })
  @Allow('dispensing.undo')
  async undoDispense(
    @CurrentActor() actor: Actor,
    @Args('input') input: UndoDispenseInput,
  ): Promise<Dispensing | null> {
    return this.reader.byId(await this.undos.undo(actor, withoutNulls(input)));
  }

  @Mutation(() => DispensingType, {
    description: 'Writes down a supply that already happened. It is irregular.',
  })
  @Allow('dispensing.report')
  async reportSupply(
    @CurrentActor() actor: Actor,
    @Args('input') input: ReportSupplyInput,
  ): Promise<Dispensing | null> {
    return this.reader.byId(await this.reports.report(actor, withoutNulls(input)));
  }

  @Mutation(() => DispensingType, {
    description: 'The pack stays supplied; the fill goes back to the wrong patient.',
  })
  @Allow('dispensing.correct')
  async correctPatient(
    @CurrentActor() actor: Actor,
    @Args('input') input: CorrectPatientInput,
  ): Promise<Dispensing | null> {
    return this.reader.byId(await this.corrections.correct(actor, withoutNulls(input)));
  }

  @Mutation(() => NotDispensedType, { description: 'That an item was not given, and why. It stays open.' })
  @Allow('dispensing.not-dispensed')
  async recordNotDispensed(
    @CurrentActor() actor: Actor,
    @Args('input') input: NotDispensedInput,
  ): Promise<NotDispensed | null> {
    return this.reader.notDispensed(actor, await this.refusals.record(actor, withoutNulls(input)));
  }

  // A person of the pharmacy: what it shows is of the patient's record.
  @Mutation(() => [OverriddenWarningType], {
    description: 'The warnings that a supply went on against, and why. Every look is in the audit trail.',
  })
  @Allow('record.read')
  openOverriddenWarnings(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'A supply of your site.' }) id: string,
  ): Promise<OverriddenWarning[]> {
    return this.warnings.open(actor, id);
  }

  @ResolveField(() => Boolean, { description: 'It went on against warnings: why takes a look of its own.' })
  warned(@Parent() { id }: Dispensing): Promise<boolean | null> {
    return this.warnings.has(id);
  }

  @ResolveField(() => [DispenseLineType], { description: 'The packs.' })
  lines(@Parent() { id }: Dispensing): Promise<DispenseLine[]> {
    return this.reader.linesOf(id);
  }

  @ResolveField(() => DispensingStatusEnum, { description: 'Summed up over its lines.' })
  async status(@Parent() { id }: Dispensing): Promise<DispensingStatus> {
    const lines = await this.reader.linesOf(id);
    return dispensingStatus(lines.map(({ status }) => status));
  }

  @ResolveField(() => Boolean, { description: 'Some of it was reported, not asked for.' })
  async irregular(@Parent() { id }: Dispensing): Promise<boolean> {
    const lines = await this.reader.linesOf(id);
    return lines.some(({ irregularReason }) => irregularReason !== null);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The number or date of the paper prescription; null on another basis.',
  })
  paperReference(@Parent() dispensing: Dispensing): Promise<string | null> {
    return this.words.open(dispensing, 'paperReference');
  }

  @ResolveField(() => String, { nullable: true, description: 'Who took the packs, if not the patient.' })
  collector(@Parent() dispensing: Dispensing): Promise<string | null> {
    return this.words.open(dispensing, 'collector');
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The pharmacist’s own; null where there is none.',
  })
  note(@Parent() dispensing: Dispensing): Promise<string | null> {
    return this.words.open(dispensing, 'note');
  }

  @ResolveField(() => SiteType, { description: 'Where it happened.' })
  site(@Parent() { siteId }: Dispensing): Promise<SiteView | null> {
    return this.sites.byId(siteId);
  }

  @ResolveField(() => String, { description: 'Who supplied it.' })
  user(@Parent() { userId }: Dispensing): Promise<string | null> {
    return this.users.nameOf(userId);
  }
}
