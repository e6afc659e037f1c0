import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ScanFault } from './near-miss.js';
import type { ScanMode } from './scan-facts.js';
import type { Light, VerdictType } from './verdict.js';

export const CHANNELS = ['WEDGE', 'HID', 'CAMERA', 'TYPED', 'API'] as const;
export type ScanChannel = (typeof CHANNELS)[number];

/** A scan and its verdict. */
@Entity({ name: 'scan_record' })
@Index('scan_record_site', ['siteId', 'id'])
@Index('scan_record_unit', ['runId', 'idx', 'eventTime'], { where: 'run_id IS NOT NULL' })
@Index('scan_record_faults', ['eventTime', 'siteId', 'scanFault'], { where: 'scan_fault IS NOT NULL' })
@Index('scan_record_serial', ['gtin', 'serial'], { where: 'run_id IS NULL AND serial IS NOT NULL' })
export class ScanRecord {
  @PrimaryGeneratedColumn('identity', {
    type: 'int8',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'scan_record_pkey',
  })
  id!: number;

  /** When the server answered. */
  @Column({ type: 'timestamptz' })
  at!: Date;

  /** When it was scanned, by the client's clock. */
  @Column({ name: 'event_time', type: 'timestamptz' })
  eventTime!: Date;

  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;

  @Column({ type: 'text' })
  verdict!: VerdictType;

  @Column({ type: 'text' })
  light!: Light;

  @Column({ type: 'text' })
  mode!: ScanMode;

  @Column({ type: 'text' })
  channel!: ScanChannel;

  /** The keyboard layout by which the strokes were read. */
  @Column({ type: 'text', nullable: true })
  layout!: string | null;

  @Column({ type: 'bool' })
  repaired!: boolean;

  /** Of the raw strokes, so that two scans can be told to be of one burst. */
  @Column({ name: 'raw_hash', type: 'text', nullable: true })
  rawHash!: string | null;

  @Column({ name: 'near_miss', type: 'bool' })
  nearMiss!: boolean;

  /** What the scanner did to a near miss; null of other scans, and of those from before it was kept. */
  @Column({ name: 'scan_fault', type: 'text', nullable: true })
  scanFault!: ScanFault | null;

  /** Whether those who watch for fraud were told. */
  @Column({ type: 'bool' })
  flagged!: boolean;

  @Column({ type: 'char', length: 14, nullable: true })
  gtin!: string | null;

  @Column({ type: 'text', nullable: true })
  serial!: string | null;

  @Column({ type: 'text', nullable: true })
  lot!: string | null;

  @Column({ type: 'date', nullable: true })
  expiry!: string | null;

  @Column({ name: 'run_id', type: 'int4', nullable: true })
  runId!: number | null;

  @Column({ type: 'int4', nullable: true })
  idx!: number | null;
}
