import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, wordEnum } from '../../platform/graphql/index.js';
import { ClosingCodeEnum, type ClosingCode } from '../alerts/index.js';
import { ENTRY_KINDS, type EntryKind } from './case-entry.entity.js';
import { CASE_SIDES, CASE_STATUSES, type CaseSide, type CaseStatus } from './case.rules.js';

export const CaseStatusEnum = wordEnum('CaseStatus', CASE_STATUSES);
export const CaseSideEnum = wordEnum('CaseSide', CASE_SIDES, 'Who takes part: a SITE is where it happened.');
export const CaseEntryKindEnum = wordEnum('CaseEntryKind', ENTRY_KINDS);

@ObjectType('Case', { description: 'An incident under investigation.' })
export class CaseType {
  @Field(() => ID)
  id!: string;

  @Field(() => CaseStatusEnum)
  status!: CaseStatus;

  @Field(() => CaseSideEnum, { description: 'From which side you take part.' })
  side!: CaseSide;

  @Field(() => Boolean, { description: 'Whether the maker may know which places it is about.' })
  sitesNamed!: boolean;

  @Field(() => DateTime)
  openedAt!: Date;

  @Field(() => DateTime, { description: 'By when the next answer is expected.' })
  dueAt!: Date;

  @Field(() => CaseSideEnum, { nullable: true, description: 'Whose answer is waited for.' })
  asked!: CaseSide | null;

  @Field(() => Int, { description: 'How often they were reminded.' })
  reminders!: number;

  @Field(() => DateTime, { nullable: true })
  closedAt!: Date | null;
}

export const CaseConnection = Connection('Case', () => CaseType);

@ObjectType('CaseEntry', { description: 'Something that was said or done in a case.' })
export class CaseEntryType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTime)
  at!: Date;

  @Field(() => CaseEntryKindEnum)
  kind!: EntryKind;

  @Field(() => String, { description: 'REGULATOR, MAKER, SITE, or SYSTEM.' })
  side!: string;

  @Field(() => Boolean, { description: 'Who wrote it is not for you to know.' })
  unnamed!: boolean;

  @Field(() => String)
  text!: string;
}

@ObjectType('Notice', { description: 'Something happened in a case that concerns your site.' })
export class NoticeType {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  caseId!: string;

  @Field(() => CaseEntryKindEnum)
  kind!: EntryKind;

  @Field(() => DateTime)
  at!: Date;

  @Field(() => DateTime, { nullable: true })
  readAt!: Date | null;
}

@InputType('OpenCaseInput')
export class OpenCaseInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  incidentId!: string;

  @Field(() => String, { description: 'What is known, for all who take part.' })
  text!: string;
}

@InputType('CaseMessageInput')
export class CaseMessageInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  caseId!: string;

  @Field(() => String)
  text!: string;
}

@InputType('CaseQuestionInput')
export class CaseQuestionInput extends CaseMessageInput {
  @Field(() => CaseSideEnum, { description: 'MAKER or SITE.' })
  to!: Exclude<CaseSide, 'REGULATOR'>;
}

@InputType('CaseAnswerInput')
export class CaseAnswerInput extends CaseMessageInput {
  @Field(() => Boolean, { defaultValue: true, description: 'Whether the other side may read it, too.' })
  toMaker!: boolean;
}

@InputType('CloseCaseInput')
export class CloseCaseInput extends CaseMessageInput {
  @Field(() => ClosingCodeEnum)
  code!: ClosingCode;
}
