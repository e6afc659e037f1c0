import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { AccessReportType, AnswerReportInput, ReportAccessInput } from './access-reports.graphql.js';
import { AccessReportsService } from './access-reports.service.js';

@Resolver()
export class AccessReportsResolver {
  constructor(private readonly reports: AccessReportsService) {}

  @Query(() => [AccessReportType], {
    description: 'Looks that the patient reported, and the answers; newest first.',
  })
  @Allow('record.own')
  myAccessReports(@CurrentActor() actor: Actor): Promise<AccessReportType[]> {
    return this.reports.ofPatient(actor);
  }

  @Query(() => [AccessReportType], {
    description:
      'Looks that patients reported and the own site has to answer: unanswered first, then the newest.',
  })
  @Allow('report.read')
  accessReports(@CurrentActor() actor: Actor): Promise<AccessReportType[]> {
    return this.reports.ofSite(actor);
  }

  @Mutation(() => Boolean, {
    description: 'Reports a look to the privacy officers of its site, and to a regulator.',
  })
  @Allow('record.own')
  async reportAccess(
    @CurrentActor() actor: Actor,
    @Args('input') input: ReportAccessInput,
  ): Promise<boolean> {
    await this.reports.report(actor, { ...input, siteId: input.aboutSiteId ?? undefined });
    return true;
  }

  @Mutation(() => Boolean, { description: 'A privacy officer tells the patient what was found.' })
  @Allow('report.answer')
  async answerReport(
    @CurrentActor() actor: Actor,
    @Args('input') input: AnswerReportInput,
  ): Promise<boolean> {
    await this.reports.answer(actor, input);
    return true;
  }
}
