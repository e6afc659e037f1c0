import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { withoutNulls } from '../../platform/graphql/index.js';
import { UserNames } from '../parties/index.js';
import type { ScanAnswer } from './scan-answer.entity.js';
import { AnswerScanInput, ScanAnswerType } from './scan-answers.graphql.js';
import { ScanAnswersService } from './scan-answers.service.js';
import type { ScanRecord } from './scan-record.entity.js';
import { ScanRecordType } from './scan.graphql.js';

@Resolver(() => ScanRecordType)
export class ScanAnswersResolver {
  constructor(private readonly service: ScanAnswersService) {}

  @Mutation(() => ScanRecordType, {
    description: 'Says why the last card of this pack was left: put aside, or why it needs none of that.',
  })
  @Allow('scan.answer')
  async answerScan(
    @CurrentActor() actor: Actor,
    @Args('input') input: AnswerScanInput,
  ): Promise<ScanRecord | null> {
    return this.service.scan(actor, await this.service.answer(actor, withoutNulls(input)));
  }

  @ResolveField(() => ScanAnswerType, { nullable: true, description: 'What was answered to its card.' })
  answer(@Parent() scan: ScanRecord): Promise<ScanAnswer | null> {
    return this.service.latest(scan);
  }
}

@Resolver(() => ScanAnswerType)
export class ScanAnswerResolver {
  constructor(private readonly users: UserNames) {}

  @ResolveField(() => String, { nullable: true, description: 'Who answered.' })
  user(@Parent() { userId }: ScanAnswer): Promise<string | null> {
    return this.users.nameOf(userId);
  }
}
