import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Scope, ThresholdName } from './thresholds.js';

/** That a regulator changed a threshold. Nothing is ever changed or taken out. */
@Entity({ name: 'rule_threshold_change' })
@Index('rule_threshold_change_of_name', ['name', 'scope', 'id'])
export class ThresholdChange {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'rule_threshold_change_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: ThresholdName;

  @Column({ type: 'text' })
  scope!: Scope;

  @Column({ name: 'value_before', type: 'int4' })
  from!: number;

  @Column({ name: 'value_after', type: 'int4' })
  to!: number;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ name: 'changed_by', type: 'uuid', nullable: true })
  changedBy!: string | null;

  @Column({ type: 'timestamptz' })
  at!: Date;
}
