import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Json } from './json.js';

/** Who did what, when, to what. Only ever added to. */
@Entity({ name: 'audit_entry' })
@Index('audit_entry_site', ['siteId', 'at'])
@Index('audit_entry_subject', ['subjectType', 'subjectId'])
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', {
    type: 'int8',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_entry_pkey',
  })
  id!: number;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;

  @Column({ name: 'site_id', type: 'uuid', nullable: true })
  siteId!: string | null;

  /** The background job that acted, where no person did. */
  @Column({ type: 'text', nullable: true })
  system!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ name: 'subject_type', type: 'text' })
  subjectType!: string;

  @Column({ name: 'subject_id', type: 'text' })
  subjectId!: string;

  @Column({ type: 'jsonb', nullable: true })
  details!: Json;

  /** Hashed together with what names a person; gone where a person was forgotten. */
  @Column({ type: 'uuid', nullable: true })
  salt!: string | null;

  @Column({ name: 'operation_ids', type: 'uuid', array: true })
  operationIds!: string[];
}
