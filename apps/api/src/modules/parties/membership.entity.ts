import type { Duty } from '@custodia/access';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { AppUser } from './app-user.entity.js';
import { Site } from './site.entity.js';

/** That a person works at a site, and what the person is trusted with there. */
@Entity({ name: 'membership' })
export class Membership {
  @PrimaryColumn({ name: 'user_id', type: 'uuid', primaryKeyConstraintName: 'membership_pkey' })
  userId!: string;

  @Index('membership_site')
  @PrimaryColumn({ name: 'site_id', type: 'uuid', primaryKeyConstraintName: 'membership_pkey' })
  siteId!: string;

  @ManyToOne(() => AppUser, { nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'membership_user_fkey' })
  user?: AppUser;

  @ManyToOne(() => Site, { nullable: false })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'membership_site_fkey' })
  site?: Site;

  @Column({ type: 'text', array: true, default: [] })
  duties!: Duty[];
}
