import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RuleCode, Severity } from './alert-rule.js';

export const INCIDENT_STATUSES = ['OPEN', 'INVESTIGATING', 'CLOSED'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** Alerts with one cause. */
@Entity({ name: 'incident' })
@Index('incident_open_cause', ['cause'], { unique: true, where: `status <> 'CLOSED'` })
@Index('incident_status', ['status', 'id'])
@Index('incident_rule', ['rule', 'status'])
export class Incident {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'incident_pkey' })
  id!: string;

  @Column({ type: 'text' })
  cause!: string;

  /** The rule of its gravest alert. */
  @Column({ type: 'text' })
  rule!: RuleCode;

  /** In English, for papers and evidence. */
  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  status!: IncidentStatus;

  @Column({ type: 'int4' })
  score!: number;

  /** In English, for papers and evidence. */
  @Column({ name: 'score_reason', type: 'text' })
  scoreReason!: string;

  @Column({ type: 'text' })
  gravest!: Severity;

  @Column({ name: 'alert_count', type: 'int4' })
  alertCount!: number;

  @Column({ name: 'site_count', type: 'int4' })
  siteCount!: number;

  @Column({ name: 'first_at', type: 'timestamptz' })
  firstAt!: Date;

  @Column({ name: 'last_at', type: 'timestamptz' })
  lastAt!: Date;

  @Column({ name: 'closing_code', type: 'text', nullable: true })
  closingCode!: string | null;

  @Column({ name: 'closing_note', type: 'text', nullable: true })
  closingNote!: string | null;

  @Column({ name: 'closed_by', type: 'uuid', nullable: true })
  closedBy!: string | null;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;
}
