import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { PageArgs, type Page } from '../../platform/graphql/index.js';
import { AlertsReader, IncidentType, type Incident } from '../alerts/index.js';
import { SiteReader, SiteType, UserNames, type SiteView } from '../parties/index.js';
import { caseNumber } from './case-number.js';
import type { CaseStatus } from './case.rules.js';
import {
  AskedIncidentType,
  AskInCasesInput,
  CaseAnswerInput,
  CaseConnection,
  CaseEntryType,
  CaseMessageInput,
  CaseQuestionInput,
  CaseStatusEnum,
  CaseType,
  CloseCaseInput,
  NoticeType,
  OpenCaseInput,
} from './cases.graphql.js';
import { CasesReader, type CaseView, type EntryView, type NoticeView } from './cases.reader.js';
import { CasesService, type AskedIncident } from './cases.service.js';

@Resolver(() => CaseType)
export class CasesResolver {
  constructor(
    private readonly reader: CasesReader,
    private readonly service: CasesService,
    private readonly incidents: AlertsReader,
    private readonly siteReader: SiteReader,
    private readonly users: UserNames,
  ) {}

  @Query(() => CaseConnection, { description: 'Cases that you take part in, newest first.' })
  @Allow('case.read')
  cases(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('status', { type: () => CaseStatusEnum, nullable: true, description: 'Only those in this status.' })
    status?: CaseStatus,
  ): Promise<Page<CaseView>> {
    return this.reader.cases(actor, status, page);
  }

  @Query(() => CaseType, {
    nullable: true,
    description: 'A case in which you take part; null where there is none.',
  })
  @Allow('case.read')
  case(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The case’s id.' }) id: string,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, id);
  }

  @Query(() => [NoticeType], { description: 'What happened in cases that concern your site, newest first.' })
  @Allow('case.read')
  notices(@CurrentActor() actor: Actor): Promise<NoticeView[]> {
    return this.reader.notices(actor);
  }

  @Mutation(() => Boolean, { description: 'Marks the notices of your site as read.' })
  @Allow('case.answer')
  async readNotices(@CurrentActor() actor: Actor): Promise<boolean> {
    await this.service.readNotices(actor);
    return true;
  }

  @Mutation(() => CaseType, {
    nullable: true,
    description: 'Opens the case of an incident, or gives the one it has.',
  })
  @Allow('case.open')
  async openCase(
    @CurrentActor() actor: Actor,
    @Args('input') input: OpenCaseInput,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, await this.service.open(actor, input));
  }

  @Mutation(() => CaseType, { nullable: true, description: 'Says that you have looked at it.' })
  @Allow('case.handle')
  async seeCase(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The case’s id.' }) id: string,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, await this.service.see(actor, id));
  }

  @Mutation(() => CaseType, { nullable: true, description: 'Says that you investigate it.' })
  @Allow('case.handle')
  async takeCase(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The case’s id.' }) id: string,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, await this.service.take(actor, id));
  }

  @Mutation(() => CaseType, {
    nullable: true,
    description: 'Asks the maker or the places; due in two working days.',
  })
  @Allow('case.handle')
  async askInCase(
    @CurrentActor() actor: Actor,
    @Args('input') input: CaseQuestionInput,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, await this.service.ask(actor, input));
  }

  @Mutation(() => [AskedIncidentType], {
    description:
      'Asks the maker or the places of each incident with the same words, and opens its case where there is none. A row for each says what became of it; where nobody can be asked at all, INCIDENTS_UNCHANGED lists why.',
  })
  @Allow('case.handle')
  askInCases(@CurrentActor() actor: Actor, @Args('input') input: AskInCasesInput): Promise<AskedIncident[]> {
    return this.service.askAbout(actor, input);
  }

  @Mutation(() => CaseType, {
    nullable: true,
    description: 'Says something in a case that you take part in.',
  })
  @Allow('case.answer')
  async answerCase(
    @CurrentActor() actor: Actor,
    @Args('input') input: CaseAnswerInput,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, await this.service.answer(actor, input));
  }

  @Mutation(() => CaseType, { nullable: true, description: 'Hands it on to those who prosecute.' })
  @Allow('case.handle')
  async escalateCase(
    @CurrentActor() actor: Actor,
    @Args('input') input: CaseMessageInput,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, await this.service.escalate(actor, input));
  }

  @Mutation(() => CaseType, {
    nullable: true,
    description: 'Lets the maker know which places it is about, for good.',
  })
  @Allow('case.handle')
  async nameCaseSites(
    @CurrentActor() actor: Actor,
    @Args('input') input: CaseMessageInput,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, await this.service.nameSites(actor, input));
  }

  @Mutation(() => CaseType, { nullable: true, description: 'Closes case and incident, with what was found.' })
  @Allow('case.handle')
  async closeCase(
    @CurrentActor() actor: Actor,
    @Args('input') input: CloseCaseInput,
  ): Promise<CaseView | null> {
    return this.reader.case(actor, await this.service.close(actor, input));
  }

  @ResolveField(() => String, { description: 'What people say on the telephone, such as C-2026-17.' })
  number(@Parent() file: CaseView): string {
    return caseNumber(file);
  }

  @ResolveField(() => IncidentType, {
    nullable: true,
    description: 'What it is about; null for who may not see it.',
  })
  incident(@CurrentActor() actor: Actor, @Parent() { incidentId }: CaseView): Promise<Incident | null> {
    return this.incidents.incident(actor, incidentId);
  }

  @ResolveField(() => [CaseEntryType], { description: 'What you may read of it, oldest first.' })
  entries(@CurrentActor() actor: Actor, @Parent() file: CaseView): Promise<EntryView[]> {
    return this.reader.entries(actor, file);
  }

  @ResolveField(() => [SiteType], {
    description: 'The places that it is about, as far as you may know them.',
  })
  async sites(@Parent() { siteIds }: CaseView): Promise<SiteView[]> {
    const found = await Promise.all(siteIds.map((id) => this.siteReader.byId(id)));
    return found.filter((site) => site !== null);
  }

  @ResolveField(() => SiteType, { nullable: true, description: 'The maker of the product.' })
  async maker(@Parent() { makerSiteId }: CaseView): Promise<SiteView | null> {
    return makerSiteId ? this.siteReader.byId(makerSiteId) : null;
  }

  @ResolveField(() => String, { nullable: true, description: 'Who investigates.' })
  async assignee(@Parent() { assigneeId }: CaseView): Promise<string | null> {
    return assigneeId ? this.users.nameOf(assigneeId) : null;
  }
}

@Resolver(() => AskedIncidentType)
export class AskedIncidentResolver {
  constructor(private readonly reader: CasesReader) {}

  @ResolveField(() => CaseType, { nullable: true, description: 'Where it was asked.' })
  async case(@CurrentActor() actor: Actor, @Parent() { caseId }: AskedIncident): Promise<CaseView | null> {
    return caseId ? this.reader.case(actor, caseId) : null;
  }
}

@Resolver(() => CaseEntryType)
export class CaseEntriesResolver {
  constructor(
    private readonly sites: SiteReader,
    private readonly users: UserNames,
  ) {}

  @ResolveField(() => SiteType, {
    nullable: true,
    description: 'Whose entry it is; null where you may not know.',
  })
  async site(@Parent() { siteId }: EntryView): Promise<SiteView | null> {
    return siteId ? this.sites.byId(siteId) : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The name of who did it; null where that is not for you to know, or nobody’s.',
  })
  async author(@Parent() { authorId }: EntryView): Promise<string | null> {
    return authorId ? this.users.nameOf(authorId) : null;
  }

  @ResolveField(() => String, { nullable: true, description: 'Where its photo is.' })
  photo(@Parent() { id, caseId, kind }: EntryView): string | null {
    return kind === 'PHOTO' ? `/files/cases/${caseId}/photos/${id}` : null;
  }
}

@Resolver(() => IncidentType)
export class IncidentCaseResolver {
  constructor(private readonly reader: CasesReader) {}

  @ResolveField(() => CaseType, { nullable: true, description: 'Its case, where one is open or was.' })
  case(@CurrentActor() actor: Actor, @Parent() { id }: Incident): Promise<CaseView | null> {
    return this.reader.ofIncident(actor, id);
  }
}
