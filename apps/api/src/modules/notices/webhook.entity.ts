import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Topic } from './topics.js';

/** Where a site's own software is told what happens. */
@Entity({ name: 'webhook' })
@Check('webhook_former_check', '(former_secret IS NULL) = (former_until IS NULL)')
@Index('webhook_site', ['siteId'], { where: 'ended_at IS NULL' })
export class Webhook {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'webhook_pkey' })
  id!: string;

  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @Column({ type: 'text' })
  url!: string;

  @Column({ type: 'text', array: true })
  topics!: Topic[];

  /** Signs what is sent; sealed. */
  @Column({ type: 'bytea' })
  secret!: Buffer;

  /** The one before, which signs as well until the receiver has had time to swap; sealed. */
  @Column({ name: 'former_secret', type: 'bytea', nullable: true })
  formerSecret!: Buffer | null;

  @Column({ name: 'former_until', type: 'timestamptz', nullable: true })
  formerUntil!: Date | null;

  @Column({ name: 'created_by', type: 'uuid' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
