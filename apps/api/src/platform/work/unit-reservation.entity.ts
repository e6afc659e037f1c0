import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A unit with an operation under way: there is room for one. The row goes when the operation settles. */
@Entity({ name: 'unit_reservation' })
export class UnitReservation {
  @PrimaryColumn({ name: 'run_id', type: 'int4', primaryKeyConstraintName: 'unit_reservation_pkey' })
  runId!: number;

  @PrimaryColumn({ type: 'int4', primaryKeyConstraintName: 'unit_reservation_pkey' })
  idx!: number;

  @Index('unit_reservation_operation')
  @Column({ name: 'operation_id', type: 'uuid' })
  operationId!: string;
}
