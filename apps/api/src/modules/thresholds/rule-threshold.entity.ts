import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Scope, ThresholdName } from './thresholds.js';

/** A threshold that a regulator changed; what it was before is in the audit trail. */
@Entity({ name: 'rule_threshold' })
export class RuleThreshold {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'rule_threshold_pkey' })
  name!: ThresholdName;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'rule_threshold_pkey' })
  scope!: Scope;

  @Column({ type: 'int4' })
  value!: number;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ name: 'changed_by', type: 'uuid', nullable: true })
  changedBy!: string | null;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt!: Date;
}
