import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Topic } from './topics.js';

/** Of what a person wants a mail, for each place of work. No row: of nothing. */
@Entity({ name: 'mail_choice' })
@Index('mail_choice_site', ['siteId'])
export class MailChoice {
  @PrimaryColumn({ name: 'user_id', type: 'uuid', primaryKeyConstraintName: 'mail_choice_pkey' })
  userId!: string;

  @PrimaryColumn({ name: 'site_id', type: 'uuid', primaryKeyConstraintName: 'mail_choice_pkey' })
  siteId!: string;

  @Column({ type: 'text', array: true })
  topics!: Topic[];
}
