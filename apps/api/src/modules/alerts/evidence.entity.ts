import type { Hex } from '@custodia/ledger';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { hexColumn } from '../../database/columns.js';
import { Incident } from './incident.entity.js';

/** What is known of an incident, in a form that others can check; its hash is anchored on the ledger. */
@Entity({ name: 'evidence_bundle' })
@Index('evidence_bundle_of_incident', ['incidentId'])
export class Evidence {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'evidence_bundle_pkey' })
  id!: string;

  @ForeignKey(() => Incident, { name: 'evidence_bundle_incident' })
  @Column({ name: 'incident_id', type: 'uuid' })
  incidentId!: string;

  @Column({ type: 'bytea', transformer: hexColumn })
  hash!: Hex;

  /** As it was made: another spelling of the same would have another hash. */
  @Column({ type: 'text', select: false })
  text!: string;

  @Column({ name: 'operation_id', type: 'uuid' })
  operationId!: string;

  @Column({ name: 'made_by', type: 'uuid', nullable: true })
  madeBy!: string | null;

  @Column({ name: 'made_at', type: 'timestamptz' })
  madeAt!: Date;
}
