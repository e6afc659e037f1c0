import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Scope, ThresholdName } from './thresholds.js';

/** What a regulator sets: a number that rules go by, or the number that an authority is called under. */
export type SettingName = ThresholdName | 'hotline';

/** That a regulator changed a setting. Nothing is ever changed or taken out. */
@Entity({ name: 'rule_change' })
export class RuleChange {
  @PrimaryGeneratedColumn('identity', {
    type: 'int4',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'rule_change_pkey',
  })
  n!: number;

  @Column({ type: 'text' })
  name!: SettingName;

  @Column({ type: 'text' })
  scope!: Scope;

  /** What held before; null where there was no hotline. */
  @Column({ name: 'value_before', type: 'text', nullable: true })
  from!: string | null;

  /** What held from then on; null where there is no hotline any more. */
  @Column({ name: 'value_after', type: 'text', nullable: true })
  to!: string | null;

  /** It was taken back: what holds is the market's, or as delivered. */
  @Column({ type: 'boolean' })
  returned!: boolean;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ name: 'changed_by', type: 'uuid', nullable: true })
  changedBy!: string | null;

  @Column({ type: 'timestamptz' })
  at!: Date;
}
