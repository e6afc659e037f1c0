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

export const SeverityEnum = wordEnum('Severity', SEVERITIES, 'How grave an alert is.', {
  LOW: 'To be known.',
  MEDIUM: 'To be looked at.',
  HIGH: 'To be looked at first.',
  CRITICAL: 'To be acted on now.',
});
export const RuleCodeEnum = wordEnum('AlertRule', RULE_CODES, 'What was noticed.', {
  DUPLICATE_DISPENSE: 'A pack that was supplied is offered at another place.',
  REPEATED_HERE: 'The place that supplied it reads it again and again.',
  DISPENSED_AGAIN: 'A supply of a pack that was supplied.',
  NOT_IN_CUSTODY: 'A pack that nobody has sent there.',
  UNKNOWN_SERIAL: 'A serial that its maker never registered.',
  UNKNOWN_LOT: 'A lot that its maker never registered.',
  SERIAL_GUESSING: 'Many unknown serials at one place.',
  IMPOSSIBLE_TRAVEL: 'One serial at two places, too fast.',
  RECORD_MISMATCH: 'Lot or expiry is not what the maker registered.',
  DECOMMISSIONED_REAPPEARS: 'A pack that had left the market.',
  SUSPECTED_FALSIFIED: 'What was read cannot be an honest mistake.',
  VOUCHER_MISUSED: 'A patient’s signature that is wrong, used, or too small.',
  HANDED_OUT_REFUSED: 'The ledger refused a pack after the patient had it.',
  IRREGULAR_SUPPLY: 'A supply that was reported after it happened.',
  OUTFLOW_OVER_INFLOW: 'Many supplies of one lot without authorisation at one place.',
  DISPENSED_AND_UNDONE: 'One pack, supplied and undone repeatedly.',
  RECALLED_SUPPLIED: 'A pack of a recalled lot was supplied.',
  DELIVERY_MISMATCH: 'A delivery was not what was sent.',
  REFUSED_BY_LEDGER: 'The ledger refused what this node had allowed.',
  SERIAL_REPEATED: 'One serial twice under one GTIN.',
  LOT_OF_TWO_MAKERS: 'One GTIN and lot under two makers.',
});
export const FindingEnum = wordEnum('AlertFinding', FINDINGS, 'What exactly a rule found.', {
  READ_ELSEWHERE: 'The pack was dispensed at one place and has turned up at another.',
  READ_AGAIN_HERE: 'The pack was read at the place that dispensed it more often than a slip explains.',
  BACK_DAYS_LATER: 'The place that dispensed the pack days ago was about to dispense it once more.',
  DELIVERY_NOT_RECORDED:
    'The pack is where it was never delivered, and one of the place’s suppliers holds it on record.',
  NEVER_DELIVERED:
    'The pack is where it was never delivered, and who holds it on record does not deliver there.',
  SERIAL_READ_TWICE: 'A serial that its maker never registered was read twice independently.',
  SERIAL_NOT_CORRECTED: 'A serial that its maker never registered was not read better in the time for it.',
  LOT_NOT_REGISTERED: 'The maker has not registered the lot hours after it was read.',
  SERIALS_TRIED: 'Many different unknown serials were read at one place within an hour.',
  TWO_PLACES_AT_ONCE: 'The pack was read at two places faster than it can travel.',
  RECORD_DIFFERS: 'The serial is genuine; the lot or the expiry date is not what the maker registered.',
  BACK_ON_A_COUNTER:
    'A pack that was exported, destroyed, given as a sample or stolen was read at a counter.',
  CONTRADICTS_RECORD: 'The pack contradicts its record in a way that no slip explains.',
  SUPPLY_REPEATED_HERE: 'The pack was to be supplied where it is dispensed on record already.',
  SUPPLIED_ELSEWHERE: 'The pack was to be supplied; on record another place has dispensed it.',
  SUPPLY_NOT_HELD: 'The pack was to be supplied by a place to which it was never delivered.',
  SUPPLY_DECOMMISSIONED:
    'The pack was to be supplied; on record it is exported, destroyed, a sample, stolen or missing.',
  VOUCHER_INVALID: 'The voucher is not signed by the prescription for this pharmacy.',
  VOUCHER_SPENT: 'The voucher was used before.',
  VOUCHER_EXCEEDED: 'The voucher does not allow that much.',
  VOUCHER_CANCELLED: 'The voucher belongs to a cancelled prescription.',
  REFUSED_AFTER_HAND_OUT: 'The ledger refused a supply that was handed out already.',
  SUPPLY_REPORTED: 'A supply was reported after it had happened.',
  SUPPLIES_UNAUTHORISED:
    'Several packs of a lot were supplied within 30 days by a place that was not authorised to.',
  UNDONE_REPEATEDLY: 'The pack was dispensed and taken back several times within a day.',
  RECALLED_REPORTED: 'A pack of a recalled lot was reported as supplied.',
  RECALLED_HANDED_OUT: 'A pack of a recalled lot was handed out.',
  DELIVERY_DIFFERS: 'What arrived is not what was shipped.',
  LEDGER_REFUSED: 'The ledger refused a change of custody or status.',
  SERIALS_REPEATED: 'Serials of the lot exist already under the same GTIN.',
  TWO_MAKERS: 'More than one maker has registered the GTIN and lot number.',
});
export const AlertStatusEnum = wordEnum('AlertStatus', ALERT_STATUSES, 'How far an alert has come.', {
  NEW: 'Nobody has looked at it.',
  SEEN: 'Somebody has.',
  INVESTIGATING: 'Somebody works on it.',
  CLOSED: 'It is over, with its incident.',
});
export const IncidentStatusEnum = wordEnum(
  'IncidentStatus',
  INCIDENT_STATUSES,
  'How far an incident has come.',
  {
    OPEN: 'Nobody has taken it.',
    INVESTIGATING: 'Somebody works on it.',
    CLOSED: 'It is over, with what it was.',
  },
);
export const ClosingCodeEnum = wordEnum('ClosingCode', CLOSING_CODES, 'What an incident turned out to be.', {
  CONFIRMED_FALSIFIED: 'A falsified pack.',
  THEFT_OR_DIVERSION: 'Packs were stolen or diverted.',
  MAKER_DATA_ERROR: 'The maker’s record was wrong or late.',
  PHARMACY_PROCEDURE: 'A slip at the counter.',
  SCANNER_OR_SOFTWARE: 'A fault of a scanner or of software.',
  OUT_OF_SCOPE: 'The product is not part of the system.',
  TEST: 'It was a test.',
});

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
