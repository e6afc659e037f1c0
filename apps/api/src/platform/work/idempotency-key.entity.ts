import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Json } from './json.js';

/** The first answer to an operation that a client may repeat. */
@Entity({ name: 'idempotency_key' })
export class IdempotencyKey {
  @PrimaryColumn({ name: 'site_id', type: 'uuid', primaryKeyConstraintName: 'idempotency_key_pkey' })
  siteId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_key_pkey' })
  key!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ type: 'text' })
  action!: string;

  /** Of the input, under a key of the node: see InputPrints. */
  @Column({ name: 'input_hash', type: 'bytea' })
  inputHash!: Buffer;

  @Column({ type: 'jsonb', nullable: true })
  answer!: Json;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
