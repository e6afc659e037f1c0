import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, wordEnum } from '../../platform/graphql/index.js';
import { ClosingCodeEnum, type ClosingCode } from '../alerts/index.js';
import { ENTRY_KINDS, type EntryKind } from './case-entry.entity.js';
import {
  ASK_REFUSALS,
  CASE_SIDES,
  CASE_STATUSES,
  type AskRefusal,
  type CaseSide,
  type CaseStatus,
} from './case.rules.js';

export const CaseStatusEnum = wordEnum('CaseStatus', CASE_STATUSES, 'How far a case has come.', {
  NEW: 'Nobody has looked at it.',
  SEEN: 'Somebody asked has looked at it.',
  INVESTIGATING: 'It is worked on.',
  WAITING: 'An answer is awaited.',
  ESCALATED: 'It was handed to a higher place.',
  CLOSED: 'It is over.',
});
export const CaseSideEnum = wordEnum('CaseSide', CASE_SIDES, 'Who takes part: a SITE is where it happened.', {
  REGULATOR: 'Who leads it.',
  MAKER: 'Who made the packs.',
  SITE: 'Where it happened.',
});
export const CaseEntryKindEnum = wordEnum('CaseEntryKind', ENTRY_KINDS, 'What was done in a case.', {
  OPENED: 'It was opened.',
  TAKEN: 'Somebody took it on.',
  QUESTION: 'Somebody was asked.',
  ANSWER: 'Somebody answered.',
  PHOTO: 'A photo was sent.',
  ESCALATED: 'It was handed to a higher place.',
  NAMED: 'The maker was told which places it is about.',
  REMINDER: 'Who has to do something was reminded: who was asked, else who took it up, else the regulator.',
  CLOSED: 'It was closed.',
});

export const AskRefusalEnum = wordEnum('AskRefusal', ASK_REFUSALS, 'Why nobody is asked about an incident.', {
  NOT_FOUND: 'There is no such incident.',
  INCIDENT_CLOSED: 'It is closed.',
  NOBODY_TO_ASK: 'Nobody takes part on that side.',
});

@ObjectType('Case', { description: 'An incident under investigation.' })
export class CaseType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => CaseStatusEnum, { description: 'How far it has come.' })
  status!: CaseStatus;

  @Field(() => CaseSideEnum, { description: 'From which side you take part.' })
  side!: CaseSide;

  @Field(() => Boolean, { description: 'Whether the maker may know which places it is about.' })
  sitesNamed!: boolean;

  @Field(() => DateTime, { description: 'When it was opened.' })
  openedAt!: Date;

  @Field(() => DateTime, { description: 'By when the next answer is expected.' })
  dueAt!: Date;

  @Field(() => CaseSideEnum, { nullable: true, description: 'Whose answer is waited for.' })
  asked!: CaseSide | null;

  @Field(() => Int, { description: 'How often they were reminded.' })
  reminders!: number;

  @Field(() => DateTime, { nullable: true, description: 'Null while it is open.' })
  closedAt!: Date | null;
}

export const CaseConnection = Connection('Case', () => CaseType);

@ObjectType('CaseEntry', { description: 'Something that was said or done in a case.' })
export class CaseEntryType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => CaseEntryKindEnum, { description: 'What was done.' })
  kind!: EntryKind;

  @Field(() => String, { description: 'REGULATOR, MAKER, SITE, or SYSTEM.' })
  side!: string;

  @Field(() => Boolean, { description: 'Who wrote it is not for you to know.' })
  unnamed!: boolean;

  @Field(() => String, { description: 'What was said; empty where nothing was.' })
  text!: string;
}

@ObjectType('Notice', { description: 'Something happened in a case that concerns your site.' })
export class NoticeType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => ID, { description: 'The case.' })
  caseId!: string;

  @Field(() => CaseEntryKindEnum, { description: 'What happened.' })
  kind!: EntryKind;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When somebody at your site read it; null until then.',
  })
  readAt!: Date | null;
}

@InputType('OpenCaseInput', { description: 'A case out of an incident.' })
export class OpenCaseInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'An incident without an open case.' })
  incidentId!: string;

  @Field(() => String, { description: 'What is known, for all who take part.' })
  text!: string;
}

@InputType('CaseMessageInput', { description: 'Words of the regulator in a case.' })
export class CaseMessageInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'An open case.' })
  caseId!: string;

  @Field(() => String, { description: 'Not empty.' })
  text!: string;
}

@InputType('CaseQuestionInput', { description: 'A question to who takes part.' })
export class CaseQuestionInput extends CaseMessageInput {
  @Field(() => CaseSideEnum, { description: 'MAKER or SITE.' })
  to!: Exclude<CaseSide, 'REGULATOR'>;
}

@InputType('AskInCasesInput', { description: 'One question about several incidents.' })
export class AskInCasesInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => [ID], { description: '1 to 100 incidents: each is asked about, or its row says why not.' })
  incidentIds!: string[];

  @Field(() => CaseSideEnum, { description: 'MAKER or SITE: of each incident its own.' })
  to!: Exclude<CaseSide, 'REGULATOR'>;

  @Field(() => String, { description: 'Not empty.' })
  text!: string;
}

@ObjectType('AskedIncident', { description: 'What became of asking about an incident.' })
export class AskedIncidentType {
  @Field(() => ID, { description: 'The incident.' })
  id!: string;

  @Field(() => AskRefusalEnum, {
    nullable: true,
    description: 'Why nobody was asked; null where somebody was.',
  })
  refusal!: AskRefusal | null;
}

@InputType('CaseAnswerInput', { description: 'An answer of who takes part.' })
export class CaseAnswerInput extends CaseMessageInput {
  @Field(() => Boolean, { defaultValue: true, description: 'Whether the other side may read it, too.' })
  toMaker!: boolean;
}

@InputType('CloseCaseInput', { description: 'The end of a case.' })
export class CloseCaseInput extends CaseMessageInput {
  @Field(() => ClosingCodeEnum, { description: 'What the incident turned out to be.' })
  code!: ClosingCode;
}
