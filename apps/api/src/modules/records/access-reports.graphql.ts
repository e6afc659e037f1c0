import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';
import { SiteType, type SiteView } from '../parties/index.js';
import { REVIEW_OUTCOMES, type ReviewOutcome } from './emergency.rules.js';

export const ReportOutcomeEnum = wordEnum(
  'AccessReportOutcome',
  REVIEW_OUTCOMES,
  'What a privacy officer found of a look that a patient reported.',
  {
    JUSTIFIED: 'It belonged to the patient’s treatment; the words say to what.',
    NOT_JUSTIFIED: 'It should not have happened; the words say what follows.',
  },
);

@ObjectType('AccessReport', {
  description:
    'A patient says of a line of the access log: this was not for me. One for each who looks into it.',
})
export class AccessReportType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => SiteType, {
    description: 'Who looks into it: the site where somebody looked, or a regulator.',
  })
  receiver!: SiteView;

  @Field(() => SiteType, {
    nullable: true,
    description: 'Where somebody looked; null where the name in the log is nobody’s whom the patient knows.',
  })
  about!: SiteView | null;

  @Field(() => String, {
    description: 'The receiver’s own number of the patient; empty where it has none, and for the patient.',
  })
  ownNumber!: string;

  @Field(() => String, { description: 'What the line tells of, such as release or break-glass.' })
  event!: string;

  @Field(() => DateTime, { description: 'When it happened, by the release nodes’ clocks.' })
  time!: Date;

  @Field(() => String, { description: 'The organisation as the line names it.' })
  organisation!: string;

  @Field(() => String, { description: 'The person as the line names one.' })
  person!: string;

  @Field(() => [String], { description: 'The parts of the record.' })
  categories!: string[];

  @Field(() => String, {
    description: '0x-hex, 32 bytes: by it, an organisation finds what it asked of the nodes.',
  })
  requestHash!: string;

  @Field(() => String, { description: 'What the patient wrote; empty where nothing was written.' })
  words!: string;

  @Field(() => DateTime, { description: 'When it was reported.' })
  createdAt!: Date;

  @Field(() => ReportOutcomeEnum, { nullable: true, description: 'Null until somebody has answered it.' })
  outcome!: ReviewOutcome | null;

  @Field(() => String, { nullable: true, description: 'What was found, in words to the patient.' })
  answer!: string | null;

  @Field(() => String, { nullable: true, description: 'Who answered.' })
  reviewer!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was answered.' })
  reviewedAt!: Date | null;
}

@InputType({ description: 'A line of the access log, as the patient’s device opened it.' })
export class ReportedLineInput {
  @Field(() => String, { description: 'release, denial, break-glass or prescription-read.' })
  event!: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  time!: Date;

  @Field(() => String, { description: 'The organisation as the line names it; 200 characters at most.' })
  organisation!: string;

  @Field(() => String, { description: 'The person as the line names one; 200 characters at most.' })
  person!: string;

  @Field(() => [String], { description: 'The parts of the record, such as cardiology.' })
  categories!: string[];

  @Field(() => String, { description: '0x-hex, 32 bytes.' })
  requestHash!: string;
}

@InputType()
export class ReportAccessInput {
  @Field(() => ReportedLineInput, { description: 'What the patient hands over.' })
  line!: ReportedLineInput;

  @Field(() => ID, {
    nullable: true,
    description: 'The site of that name, where the patient was or whose people read in an emergency.',
  })
  aboutSiteId?: string;

  @Field(() => String, { description: 'What the patient has to say of it; 1,000 characters at most.' })
  words!: string;

  @Field(() => Boolean, { description: 'Whether a regulator looks into it, too.' })
  toRegulator!: boolean;
}

@InputType()
export class AnswerReportInput {
  @Field(() => ID, { description: 'A report to your own site.' })
  reportId!: string;

  @Field(() => ReportOutcomeEnum, { description: 'What was found.' })
  outcome!: ReviewOutcome;

  @Field(() => String, { description: 'What was found, in words; the patient reads them.' })
  words!: string;
}
