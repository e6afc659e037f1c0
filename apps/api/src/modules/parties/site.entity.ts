import type { SiteRole } from '@custodia/access';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { MarketCode } from '../../platform/access/index.js';
import { Organisation } from './organisation.entity.js';

/** A licensed place with its own GLN and roles. */
@Entity({ name: 'site' })
export class Site {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'site_pkey' })
  id!: string;

  @Index('site_organisation')
  @Column({ name: 'organisation_id', type: 'uuid' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'site_organisation_fkey' })
  organisation?: Organisation;

  @Index('site_gln', { unique: true })
  @Column({ type: 'character', length: 13 })
  gln!: string;

  @Index('site_name')
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', array: true })
  roles!: SiteRole[];

  @Column({ type: 'text' })
  market!: MarketCode;

  /** IANA name, such as Europe/Berlin: decides when a day begins here. */
  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  /** ISO 3166-1 alpha-2. */
  @Column({ type: 'character', length: 2 })
  country!: string;

  /** State or province, where the market has rules per region. */
  @Column({ type: 'text', nullable: true })
  region!: string | null;

  @Column({ type: 'text', nullable: true })
  city!: string | null;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
