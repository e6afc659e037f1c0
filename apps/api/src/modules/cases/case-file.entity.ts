import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Incident } from '../alerts/index.js';
import type { CaseSide, CaseStatus } from './case.rules.js';

/** An incident under investigation, which regulator, maker and places work on together. */
@Entity({ name: 'case_file' })
@Unique('case_file_of_incident', ['incidentId'])
@Index('case_file_status', ['status', 'id'])
@Index('case_file_maker', ['makerSiteId', 'id'])
@Index('case_file_left', ['leftSince'], { where: `reminders < 2 AND status <> 'CLOSED'` })
export class CaseFile {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_file_pkey' })
  id!: string;

  /** What people say on the telephone. */
  @Column({ type: 'int4', generated: 'identity', generatedIdentity: 'ALWAYS' })
  seq!: number;

  @ForeignKey(() => Incident, { name: 'case_file_incident' })
  @Column({ name: 'incident_id', type: 'uuid' })
  incidentId!: string;

  @Column({ type: 'text' })
  status!: CaseStatus;

  @Column({ name: 'maker_site_id', type: 'uuid', nullable: true })
  makerSiteId!: string | null;

  /** Whether the maker may know which pharmacy it is. */
  @Column({ name: 'sites_named', type: 'bool', default: false })
  sitesNamed!: boolean;

  @Column({ name: 'assignee_id', type: 'uuid', nullable: true })
  assigneeId!: string | null;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt!: Date;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  /** Whose answer is waited for. */
  @Column({ type: 'text', nullable: true })
  asked!: Exclude<CaseSide, 'REGULATOR'> | null;

  @Column({ name: 'asked_at', type: 'timestamptz', nullable: true })
  askedAt!: Date | null;

  /** From when reminders count: the question that is open; else what whoever works on it did last, or the opening. */
  @Column({ name: 'left_since', type: 'timestamptz' })
  leftSince!: Date;

  @Column({ type: 'int2', default: 0 })
  reminders!: number;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;
}
