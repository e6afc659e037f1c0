import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Scope } from './thresholds.js';

/** Under which number a country's authority is called about a pack that may be falsified. */
@Entity({ name: 'hotline' })
export class Hotline {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'hotline_pkey' })
  scope!: Scope;

  /** As people read it, such as +49 221 4710 123. */
  @Column({ type: 'text' })
  number!: string;
}
