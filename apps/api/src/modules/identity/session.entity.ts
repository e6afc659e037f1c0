import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { AppUser, Site } from '../parties/index.js';

/** A person signed in at a terminal (a browser) for a working day. Tokens are kept as SHA-256 only. */
@Entity({ name: 'session' })
@Index('session_of_terminal', ['terminalId'], { where: 'ended_at IS NULL' })
export class Session {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'session_pkey' })
  id!: string;

  @Column({ name: 'terminal_id', type: 'uuid' })
  terminalId!: string;

  @Index('session_of_user')
  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @ManyToOne(() => AppUser, { nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'session_user_fkey' })
  user?: AppUser;

  /** Null for a patient, who works nowhere. */
  @Column({ name: 'site_id', type: 'uuid', nullable: true })
  siteId!: string | null;

  @ManyToOne(() => Site, { nullable: true })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'session_site_fkey' })
  site?: Site;

  /** The browser and its system, as far as the browser says. */
  @Column({ type: 'text', default: '' })
  device!: string;

  /** Shortened: enough to tell the pharmacy from another town, not one flat from the next. */
  @Column({ type: 'text', default: '' })
  address!: string;

  /** Until when the person counts as having just shown who they are. */
  @Column({ name: 'fresh_until', type: 'timestamptz', nullable: true })
  freshUntil!: Date | null;

  /** Whether the person has shown more than the password in it. */
  @Column({ name: 'second_factor', type: 'bool', default: false })
  secondFactor!: boolean;

  @Column({ name: 'access_hash', type: 'bytea' })
  accessHash!: Buffer;

  @Column({ name: 'access_until', type: 'timestamptz' })
  accessUntil!: Date;

  @Column({ name: 'refresh_hash', type: 'bytea' })
  refreshHash!: Buffer;

  /** The refresh token before the last renewal: to be met only for a moment after it. */
  @Column({ name: 'previous_refresh_hash', type: 'bytea', nullable: true })
  previousRefreshHash!: Buffer | null;

  @Column({ name: 'renewed_at', type: 'timestamptz' })
  renewedAt!: Date;

  @Column({ name: 'pin_failures', type: 'int4', default: 0 })
  pinFailures!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
