import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';
import { OperationType, type Operation } from '../../platform/work/index.js';
import { SiteType, type SiteView } from '../parties/index.js';
import { REVIEW_OUTCOMES, type ReviewOutcome } from './emergency.rules.js';
import { SignedConsentInput } from './records.graphql.js';

export const ReviewOutcomeEnum = wordEnum(
  'EmergencyReviewOutcome',
  REVIEW_OUTCOMES,
  'What the privacy officer found.',
  {
    JUSTIFIED: 'Nobody could be asked, and it was needed.',
    NOT_JUSTIFIED: 'It should not have been opened; the words say what follows.',
  },
);

@ObjectType('EmergencyAccess', { description: 'Somebody read an emergency summary without asking.' })
export class EmergencyAccessType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => SiteType, { description: 'Where the reader works.' })
  site!: SiteView;

  @Field(() => String, { description: 'Who read, as the site names its people.' })
  person!: string;

  @Field(() => String, { description: 'The site’s own number for the patient; empty where it has none.' })
  ownNumber!: string;

  @Field(() => String, { description: 'unconscious, cannot-answer, life-threatening or other.' })
  reason!: string;

  @Field(() => String, { description: 'Why, in the reader’s words.' })
  words!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  createdAt!: Date;

  @Field(() => ReviewOutcomeEnum, { nullable: true, description: 'Null until a privacy officer closed it.' })
  outcome!: ReviewOutcome | null;

  @Field(() => String, { nullable: true, description: 'What the privacy officer wrote.' })
  reviewWords!: string | null;

  @Field(() => String, { nullable: true, description: 'Who closed it.' })
  reviewer!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' })
  reviewedAt!: Date | null;
}

@ObjectType('OwnEmergency', { description: 'What a patient left for emergencies, and who used it.' })
export class OwnEmergencyType {
  @Field(() => String, {
    nullable: true,
    description: 'Canonical JSON, signed by the patient; null without emergency access.',
  })
  opening!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself.' })
  notAfter!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'A use after it makes a new summary key due.',
  })
  keptAt!: Date | null;

  @Field(() => OperationType, { nullable: true, description: 'The grant on its way to the ledger.' })
  granting!: Operation | null;

  @Field(() => DateTime, { nullable: true, description: 'When the code of the emergency card was made.' })
  cardMadeAt!: Date | null;

  @Field(() => [EmergencyAccessType], { description: 'What is unreviewed first, then the newest.' })
  accesses!: EmergencyAccessType[];
}

@ObjectType('EmergencyCount', { description: 'How often people of a site read without asking.' })
export class EmergencyCountType {
  @Field(() => String, { description: 'Name of the site.' })
  site!: string;

  @Field(() => Int, { description: 'How often, ever.' })
  count!: number;
}

@ObjectType('RecordedEmergency', { description: 'An emergency that is on its way to the ledger.' })
export class RecordedEmergencyType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => ID, { description: 'Once it is confirmed, the release nodes answer.' })
  operationId!: string;
}

@InputType()
export class KeepEmergencyInput {
  @Field(() => String, { description: 'Canonical JSON, signed by the patient.' })
  opening!: string;

  @Field(() => DateTime, { description: 'When it ends by itself.' })
  notAfter!: Date;

  @Field(() => SignedConsentInput, { description: 'The grant, signed by the consent’s own key.' })
  grant!: SignedConsentInput;

  @Field(() => Int, { description: 'Last day, UTC, in days since 1970.' })
  lastDay!: number;
}

@InputType()
export class StopEmergencyInput {
  @Field(() => SignedConsentInput, { description: 'The revocation, signed by the consent’s own key.' })
  revocation!: SignedConsentInput;

  @Field(() => Boolean, { description: 'False where another one was kept in its place.' })
  isOver!: boolean;
}

@InputType({ description: 'One of the two.' })
export class EmergencyPatientInput {
  @Field(() => ID, { nullable: true, description: 'A patient who showed a code here before.' })
  pairingId?: string;

  @Field(() => String, { nullable: true, description: 'The code on the emergency card.' })
  card?: string;
}

@InputType()
export class RecordEmergencyInput extends EmergencyPatientInput {
  @Field(() => String, { description: '0x-hex, 32 bytes: of the request that the nodes will be shown.' })
  requestHash!: string;

  @Field(() => String, { description: 'unconscious, cannot-answer, life-threatening or other.' })
  reason!: string;

  @Field(() => String, { description: 'Why, in words; the patient reads them.' })
  words!: string;
}

@InputType()
export class ReviewEmergencyInput {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => ReviewOutcomeEnum, { description: 'What was found.' })
  outcome!: ReviewOutcome;

  @Field(() => String, { description: 'What was found, in words; the patient reads them.' })
  words!: string;
}
