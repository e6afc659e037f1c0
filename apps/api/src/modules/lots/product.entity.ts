import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** What is sold under one GTIN. */
@Entity({ name: 'product' })
@Unique('product_gtin', ['gtin'])
export class Product {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'product_pkey' })
  id!: string;

  @Column({ type: 'char', length: 14 })
  gtin!: string;

  @Column({ type: 'text', nullable: true })
  ndc!: string | null;

  @Column({ type: 'text' })
  name!: string;

  /** The generic name as prescribers know it; of a combination, all of them in one text. */
  @Column({ type: 'text' })
  substance!: string;

  /** The single substances, lower case: what a prescription is matched with. */
  @Column({ type: 'text', array: true })
  substances!: string[];

  @Column({ type: 'text', nullable: true })
  strength!: string | null;

  @Column({ type: 'text', nullable: true })
  form!: string | null;

  /** What quantities count: tablet, ml, dose … */
  @Column({ name: 'base_unit', type: 'text' })
  baseUnit!: string;

  /** Base units in one pack. */
  @Column({ name: 'pack_quantity', type: 'int4' })
  packQuantity!: number;

  @Column({ name: 'prescription_only', type: 'bool' })
  prescriptionOnly!: boolean;

  /** Controlled substances: the schedule of the market. */
  @Column({ type: 'text', nullable: true })
  schedule!: string | null;

  @Index('product_maker')
  @Column({ name: 'maker_site_id', type: 'uuid' })
  makerSiteId!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
