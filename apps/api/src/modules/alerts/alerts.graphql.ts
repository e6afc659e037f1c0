import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, wordEnum } from '../../platform/graphql/index.js';
import {
  FINDINGS,
  RULE_CODES,
  SEVERITIES,
  type FindingCode,
  type RuleCode,
  type Severity,
} from './alert-rule.js';
import { ALERT_STATUSES, type AlertStatus } from './alert.entity.js';
import { CLOSING_CODES, type ClosingCode } from './alerts.service.js';
import { INCIDENT_STATUSES, type IncidentStatus } from './incident.entity.js';

export const SeverityEnum = wordEnum('Severity', SEVERITIES);
export const RuleCodeEnum = wordEnum('AlertRule', RULE_CODES);
export const FindingEnum = wordEnum('AlertFinding', FINDINGS, 'What exactly a rule found.');
export const AlertStatusEnum = wordEnum('AlertStatus', ALERT_STATUSES);
export const IncidentStatusEnum = wordEnum('IncidentStatus', INCIDENT_STATUSES);
export const ClosingCodeEnum = wordEnum('ClosingCode', CLOSING_CODES, 'What an incident turned out to be.');

@ObjectType('Alert', { description: 'One rule that fired once.' })
export class AlertType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => RuleCodeEnum, { description: 'Which rule fired.' })
  rule!: RuleCode;

  @Field(() => FindingEnum, { description: 'Why it fired: what to say of the facts.' })
  finding!: FindingCode;

  @Field(() => SeverityEnum, { description: 'How grave it is.' })
  severity!: Severity;

  @Field(() => DateTime, { description: 'When it happened.' })
  eventTime!: Date;

  @Field(() => DateTime, { description: 'When the rule fired.' })
  raisedAt!: Date;

  @Field(() => AlertStatusEnum, { description: 'How far it has come.' })
  status!: AlertStatus;

  @Field(() => String, { nullable: true, description: 'AI 10; null where it is about no lot.' })
  lotNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'AI 21; null where it is about no single pack.' })
  serial!: string | null;
}

export const AlertConnection = Connection('Alert', () => AlertType);

@ObjectType('ScoreParts', { description: 'What the score of an incident adds up; the sum is cut at 100.' })
export class ScorePartsType {
  @Field(() => SeverityEnum, { description: 'The severity of the gravest alert.' })
  gravest!: Severity;

  @Field(() => Int, { description: 'What it counts.' })
  gravestPoints!: number;

  @Field(() => Int, { description: 'Alerts besides the gravest.' })
  others!: number;

  @Field(() => Int, { description: 'What the other alerts count together.' })
  othersPoints!: number;

  @Field(() => Int, { description: 'At how many places it happened.' })
  places!: number;

  @Field(() => Int, { description: 'What they count.' })
  placesPoints!: number;
}

@ObjectType('Incident', { description: 'Alerts with one cause.' })
export class IncidentType {
  @Field(() => ID, { description: 'Stable; a UUID.' })
  id!: string;

  @Field(() => IncidentStatusEnum, { description: 'How far it has come.' })
  status!: IncidentStatus;

  @Field(() => RuleCodeEnum, { description: 'The rule of its gravest alert.' })
  rule!: RuleCode;

  @Field(() => Int, { description: 'How grave it is, 0 to 100.' })
  score!: number;

  @Field(() => DateTime, { description: 'When the first of its alerts was raised.' })
  firstAt!: Date;

  @Field(() => DateTime, { description: 'When the last of its alerts was raised.' })
  lastAt!: Date;

  @Field(() => ClosingCodeEnum, {
    nullable: true,
    description: 'What it turned out to be; null while it is open.',
  })
  closingCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in the closing person’s words; null while it is open.',
  })
  closingNote!: string | null;
}

export const IncidentConnection = Connection('Incident', () => IncidentType);

@InputType('CloseIncidentInput', { description: 'The end of an incident.' })
export class CloseIncidentInput {
  @Field(() => String, {
    description: 'Made by the client, one for each intended change: a repetition gives the first answer.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'An open incident without an open case.' })
  incidentId!: string;

  @Field(() => ClosingCodeEnum, { description: 'What it turned out to be; the codes measure each rule.' })
  code!: ClosingCode;

  @Field(() => String, { description: 'What was found, in a sentence.' })
  note!: string;
}
