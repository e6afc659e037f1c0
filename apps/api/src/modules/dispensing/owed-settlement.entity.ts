import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Dispensing } from './dispensing.entity.js';
import { OwedBalance } from './owed-balance.entity.js';

/** A visit at which something of an owed balance was given. */
@Entity({ name: 'owed_settlement' })
export class OwedSettlement {
  @ForeignKey(() => OwedBalance, { name: 'owed_settlement_owed' })
  @PrimaryColumn({ name: 'owed_id', type: 'uuid', primaryKeyConstraintName: 'owed_settlement_pkey' })
  owedId!: string;

  @ForeignKey(() => Dispensing, { name: 'owed_settlement_dispensing' })
  @PrimaryColumn({ name: 'dispensing_id', type: 'uuid', primaryKeyConstraintName: 'owed_settlement_pkey' })
  dispensingId!: string;
}
