import type { SiteRole } from '@custodia/access';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Site } from './site.entity.js';

/** A ledger id of a site. A site has a main one, under which it acts by default, and may hold more. */
@Entity({ name: 'party' })
@Index('party_main', ['siteId'], { unique: true, where: 'main' })
export class Party {
  @PrimaryColumn({ name: 'ledger_id', type: 'int8', primaryKeyConstraintName: 'party_pkey' })
  ledgerId!: number;

  @Index('party_site')
  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @ManyToOne(() => Site, { nullable: false })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'party_site_fkey' })
  site?: Site;

  @Column({ type: 'boolean' })
  main!: boolean;

  /** What a further one is for; null for the main one. */
  @Column({ type: 'text', nullable: true })
  purpose!: string | null;

  /** What a further one may do, some of the site's roles; null for the main one, which may do all of it. */
  @Column({ type: 'text', array: true, nullable: true })
  roles!: SiteRole[] | null;
}
