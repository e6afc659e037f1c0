import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { SettleKind } from './shipment-status.rules.js';

export const SHIPMENT_KINDS = ['DELIVERY', 'RETURN'] as const;
export type ShipmentKind = (typeof SHIPMENT_KINDS)[number];

/** Goods that one site sends to another. */
@Entity({ name: 'shipment' })
@Unique('shipment_number', ['number'])
@Index('shipment_from', ['fromSiteId', 'id'])
@Index('shipment_to', ['toSiteId', 'id'])
export class Shipment {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'shipment_pkey' })
  id!: string;

  /** What people call it by. */
  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  kind!: ShipmentKind;

  @Column({ name: 'from_site_id', type: 'uuid' })
  fromSiteId!: string;

  @Column({ name: 'to_site_id', type: 'uuid' })
  toSiteId!: string;

  @Column({ name: 'to_party', type: 'int8' })
  toParty!: number;

  /** The partner's paper: order, invoice or delivery note. */
  @Column({ type: 'text', nullable: true })
  reference!: string | null;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  /** When the goods left, by the sender's clock. */
  @Column({ name: 'shipped_at', type: 'timestamptz' })
  shippedAt!: Date;

  @Column({ name: 'created_by', type: 'uuid' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** A range of one run in a shipment: one operation each way. */
@Entity({ name: 'shipment_line' })
@Check('shipment_line_order', 'start < "end"')
@Index('shipment_line_run', ['runId', 'start'])
export class ShipmentLine {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'shipment_line_pkey' })
  id!: string;

  @Index('shipment_line_shipment')
  @ForeignKey(() => Shipment, { name: 'shipment_line_shipment_fkey' })
  @Column({ name: 'shipment_id', type: 'uuid' })
  shipmentId!: string;

  @Column({ name: 'run_id', type: 'int4' })
  runId!: number;

  @Column({ type: 'int4' })
  start!: number;

  @Column({ type: 'int4' })
  end!: number;

  /** The container that it was shipped in. */
  @Index('shipment_line_sscc', { where: 'sscc IS NOT NULL' })
  @Column({ type: 'char', length: 18, nullable: true })
  sscc!: string | null;

  /** All the containers that it lay in when it left: the innermost first, `sscc` last. */
  @Index('shipment_line_nesting', { synchronize: false })
  @Column({ type: 'text', array: true, default: '{}' })
  nesting!: string[];

  @Column({ name: 'ship_operation_id', type: 'uuid' })
  shipOperationId!: string;

  @Column({ name: 'settle_kind', type: 'text', nullable: true })
  settleKind!: SettleKind | null;

  @Column({ name: 'settle_operation_id', type: 'uuid', nullable: true })
  settleOperationId!: string | null;

  @Column({ name: 'settled_by', type: 'uuid', nullable: true })
  settledBy!: string | null;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;
}
