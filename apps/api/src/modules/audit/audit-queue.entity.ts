import { Entity, PrimaryColumn } from 'typeorm';

/** An audit entry that the worker has not chained yet. */
@Entity({ name: 'audit_queue' })
export class AuditQueue {
  @PrimaryColumn({ name: 'entry_id', type: 'int8', primaryKeyConstraintName: 'audit_queue_pkey' })
  entryId!: number;
}
