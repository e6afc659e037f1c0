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
  @Field(() => ID)
  id!: string;

  @Field(() => RuleCodeEnum)
  rule!: RuleCode;

  @Field(() => FindingEnum, { description: 'Why it fired: what to say of the facts.' })
  finding!: FindingCode;

  @Field(() => SeverityEnum)
  severity!: Severity;

  @Field(() => DateTime, { description: 'When it happened.' })
  eventTime!: Date;

  @Field(() => DateTime)
  raisedAt!: Date;

  @Field(() => AlertStatusEnum)
  status!: AlertStatus;

  @Field(() => String, { nullable: true })
  lotNumber!: string | null;

  @Field(() => String, { nullable: true })
  serial!: string | null;
}

export const AlertConnection = Connection('Alert', () => AlertType);

@ObjectType('ScoreParts', { description: 'What the score of an incident adds up; the sum is cut at 100.' })
export class ScorePartsType {
  @Field(() => SeverityEnum)
  gravest!: Severity;

  @Field(() => Int)
  gravestPoints!: number;

  @Field(() => Int, { description: 'Alerts besides the gravest.' })
  others!: number;

  @Field(() => Int)
  othersPoints!: number;

  @Field(() => Int)
  places!: number;

  @Field(() => Int)
  placesPoints!: number;
}

@ObjectType('Incident', { description: 'Alerts with one cause.' })
export class IncidentType {
  @Field(() => ID)
  id!: string;

  @Field(() => IncidentStatusEnum)
  status!: IncidentStatus;

  @Field(() => RuleCodeEnum, { description: 'The rule of its gravest alert.' })
  rule!: RuleCode;

  @Field(() => Int, { description: 'How grave it is, 0 to 100.' })
  score!: number;

  @Field(() => DateTime)
  firstAt!: Date;

  @Field(() => DateTime)
  lastAt!: Date;

  @Field(() => ClosingCodeEnum, { nullable: true })
  closingCode!: string | null;

  @Field(() => String, { nullable: true })
  closingNote!: string | null;
}

export const IncidentConnection = Connection('Incident', () => IncidentType);

@InputType('CloseIncidentInput')
export class CloseIncidentInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  incidentId!: string;

  @Field(() => ClosingCodeEnum)
  code!: ClosingCode;

  @Field(() => String, { description: 'What was found, in a sentence.' })
  note!: string;
}
