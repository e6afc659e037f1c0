import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What happened, as a row of the transaction in which it happened; dispatched by the worker afterwards. */
@Entity({ name: 'domain_event' })
@Index('domain_event_undispatched', ['id'], { where: 'dispatched_at IS NULL' })
export class DomainEventRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int8',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'domain_event_pkey',
  })
  id!: number;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'jsonb' })
  payload!: unknown;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'dispatched_at', type: 'timestamptz', nullable: true })
  dispatchedAt!: Date | null;

  @Column({ type: 'int4', default: 0 })
  attempts!: number;

  /** Not before this time: a handler failed, and is given time. */
  @Column({ name: 'retry_at', type: 'timestamptz', nullable: true })
  retryAt!: Date | null;
}

/** That a handler has done its work for an event, written in the handler's own transaction. */
@Entity({ name: 'domain_event_delivery' })
export class DomainEventDelivery {
  @PrimaryColumn({ name: 'event_id', type: 'int8', primaryKeyConstraintName: 'domain_event_delivery_pkey' })
  eventId!: number;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'domain_event_delivery_pkey' })
  handler!: string;
}
