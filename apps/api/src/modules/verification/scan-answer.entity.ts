import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What became of a pack whose card was not green. OTHER takes a note. */
export const SCAN_ANSWERS = [
  'QUARANTINED',
  'WRONG_PACK',
  'RETURNED',
  'REPORTED',
  'TRAINING',
  'OUT_OF_SCOPE',
  'OTHER',
] as const;
export type ScanAnswerKind = (typeof SCAN_ANSWERS)[number];

/** How a person left a card that asked for an answer. Only ever added to; the latest of a scan counts. */
@Entity({ name: 'scan_answer' })
@Index('scan_answer_scan', ['scanId', 'id'])
export class ScanAnswer {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'scan_answer_pkey' })
  id!: string;

  @Column({ name: 'scan_id', type: 'int8' })
  scanId!: number;

  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  answer!: ScanAnswerKind;

  @Column({ type: 'text', nullable: true })
  note!: string | null;
}
