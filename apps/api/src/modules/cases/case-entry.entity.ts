import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CaseFile } from './case-file.entity.js';
import type { CaseSide } from './case.rules.js';

export const ENTRY_KINDS = [
  'OPENED',
  'TAKEN',
  'QUESTION',
  'ANSWER',
  'PHOTO',
  'ESCALATED',
  'NAMED',
  'REMINDER',
  'CLOSED',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Something that was said or done in a case. Nothing is ever changed or taken out. */
@Entity({ name: 'case_entry' })
@Index('case_entry_of_case', ['caseId', 'id'])
export class CaseEntry {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_entry_pkey' })
  id!: string;

  @ForeignKey(() => CaseFile, { name: 'case_entry_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  kind!: EntryKind;

  @Column({ type: 'text' })
  side!: CaseSide | 'SYSTEM';

  @Column({ name: 'site_id', type: 'uuid', nullable: true })
  siteId!: string | null;

  @Column({ name: 'author_id', type: 'uuid', nullable: true })
  authorId!: string | null;

  /** Who may read it, besides the regulator and its author. */
  @Column({ name: 'addressed', type: 'text', array: true })
  to!: CaseSide[];

  /** What was said, sealed: CaseWords opens it. Null where nothing was. */
  @Column({ type: 'bytea', nullable: true })
  text!: Buffer | null;
}
