import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { PostFailure } from '../../platform/http/index.js';
import type { DeliveryState } from './delivery.rules.js';
import type { NewsTopic } from './news.rules.js';
import { Webhook } from './webhook.entity.js';

/** One notice on its way to one receiver outside: a webhook, a person's mailbox or a patient's browser. */
@Entity({ name: 'notice_delivery' })
@Index('notice_delivery_due', ['nextAt'], { where: `state = 'WAITING'` })
@Index('notice_delivery_webhook', ['webhookId', 'id'])
export class NoticeDelivery {
  /** The receiver's as well: the same however often it is sent. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'notice_delivery_pkey' })
  id!: string;

  /** Null for a patient, who works nowhere. */
  @Column({ name: 'site_id', type: 'uuid', nullable: true })
  siteId!: string | null;

  @ForeignKey(() => Webhook, { name: 'notice_delivery_webhook_fkey' })
  @Column({ name: 'webhook_id', type: 'uuid', nullable: true })
  webhookId!: string | null;

  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;

  /** The subscription of a patient's browser, which may be gone meanwhile. */
  @Column({ name: 'push_id', type: 'uuid', nullable: true })
  pushId!: string | null;

  @Column({ type: 'text' })
  topic!: NewsTopic;

  @Column({ type: 'text' })
  type!: string;

  @Column({ name: 'subject_id', type: 'uuid', nullable: true })
  subjectId!: string | null;

  @Column({ type: 'text', nullable: true })
  number!: string | null;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  state!: DeliveryState;

  @Column({ type: 'int2', default: 0 })
  attempts!: number;

  /** When it is tried next; null once it is sent or given up. */
  @Column({ name: 'next_at', type: 'timestamptz', nullable: true })
  nextAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  failure!: PostFailure | null;

  /** What the receiver answered last, HTTP or SMTP. */
  @Column({ type: 'int2', nullable: true })
  status!: number | null;

  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
