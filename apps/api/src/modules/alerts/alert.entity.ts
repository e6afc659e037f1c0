import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { AlertFacts } from './alert-facts.js';
import type { FindingCode, RuleCode, Severity } from './alert-rule.js';
import { Incident } from './incident.entity.js';

export const ALERT_STATUSES = ['NEW', 'SEEN', 'INVESTIGATING', 'CLOSED'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** One rule that fired once. */
@Entity({ name: 'alert' })
@Unique('alert_occurrence', ['rule', 'occurrence'])
@Index('alert_of_incident', ['incidentId'])
@Index('alert_maker', ['makerSiteId', 'id'])
export class Alert {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'alert_pkey' })
  id!: string;

  @ForeignKey(() => Incident, { name: 'alert_incident' })
  @Column({ name: 'incident_id', type: 'uuid' })
  incidentId!: string;

  @Column({ type: 'text' })
  rule!: RuleCode;

  @Column({ type: 'text' })
  severity!: Severity;

  @Column({ type: 'text' })
  finding!: FindingCode;

  /** In English, for papers and evidence. */
  @Column({ type: 'text' })
  title!: string;

  /** In English, for papers and evidence. */
  @Column({ type: 'text' })
  sentence!: string;

  @Column({ type: 'jsonb' })
  evidence!: AlertFacts;

  @Column({ type: 'text' })
  status!: AlertStatus;

  /** When it happened; a late report is raised long after. */
  @Column({ name: 'event_time', type: 'timestamptz' })
  eventTime!: Date;

  @Column({ name: 'raised_at', type: 'timestamptz' })
  raisedAt!: Date;

  /** The maker of the product, who may see it. */
  @Column({ name: 'maker_site_id', type: 'uuid', nullable: true })
  makerSiteId!: string | null;

  @Column({ name: 'product_id', type: 'uuid', nullable: true })
  productId!: string | null;

  @Index('alert_lot_words', { synchronize: false })
  @Column({ name: 'lot_number', type: 'text', nullable: true })
  lotNumber!: string | null;

  @Index('alert_serial_words', { synchronize: false })
  @Index('alert_serial_ends', { synchronize: false })
  @Column({ type: 'text', nullable: true })
  serial!: string | null;

  @Column({ name: 'assignee_id', type: 'uuid', nullable: true })
  assigneeId!: string | null;

  /** Cause, pack, place and day: what happens again there on that day is the same alert. */
  @Column({ type: 'text' })
  occurrence!: string;
}
