import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The end of a chain. Touched by the worker alone, so that nobody who writes waits for it. */
@Entity({ name: 'audit_head' })
export class AuditHead {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'audit_head_pkey' })
  chain!: string;

  @Column({ type: 'int8' })
  seq!: number;

  @Column({ type: 'bytea' })
  hash!: Buffer;

  /** Up to which place the ledger holds it, or an operation to say so is under way. */
  @Column({ type: 'int8', default: 0 })
  anchored!: number;
}
