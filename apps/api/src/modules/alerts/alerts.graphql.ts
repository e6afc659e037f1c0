import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, JsonScalar, wordEnum } from '../../platform/graphql/index.js';
import { SEVERITIES, type Severity } from './alert-rule.js';
import { ALERT_STATUSES, type AlertStatus } from './alert.entity.js';
import { CLOSING_CODES, type ClosingCode } from './alerts.service.js';
import { INCIDENT_STATUSES, type IncidentStatus } from './incident.entity.js';

export const SeverityEnum = wordEnum('Severity', SEVERITIES);
export const AlertStatusEnum = wordEnum('AlertStatus', ALERT_STATUSES);
export const IncidentStatusEnum = wordEnum('IncidentStatus', INCIDENT_STATUSES);
export const ClosingCodeEnum = wordEnum('ClosingCode', CLOSING_CODES, 'What an incident turned out to be.');

@ObjectType('Alert', { description: 'One rule that fired once.' })
export class AlertType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Stable code of the rule, such as DUPLICATE_DISPENSE.' })
  rule!: string;

  @Field(() => SeverityEnum)
  severity!: Severity;

  @Field(() => String)
  title!: string;

  @Field(() => String, { description: 'Why it fired, in one sentence.' })
  sentence!: string;

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

  @Field(() => JsonScalar, { description: 'The facts that the rule fired on.' })
  evidence!: unknown;
}

export const AlertConnection = Connection('Alert', () => AlertType);

@ObjectType('Incident', { description: 'Alerts with one cause.' })
export class IncidentType {
  @Field(() => ID)
  id!: string;

  @Field(() => IncidentStatusEnum)
  status!: IncidentStatus;

  @Field(() => String)
  title!: string;

  @Field(() => Int, { description: 'How grave it is, 0 to 100.' })
  score!: number;

  @Field(() => String, { description: 'What the score is made of, in one sentence.' })
  scoreReason!: string;

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
