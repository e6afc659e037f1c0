import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Product } from './product.entity.js';

/** A batch: GTIN, lot number and expiry. Its units are in one or more runs. */
@Entity({ name: 'lot' })
@Unique('lot_number', ['productId', 'number'])
@Index('lot_maker', ['makerSiteId', 'id'])
export class Lot {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'lot_pkey' })
  id!: string;

  @ForeignKey(() => Product, { name: 'lot_product_fkey' })
  @Column({ name: 'product_id', type: 'uuid' })
  productId!: string;

  @Column({ name: 'maker_site_id', type: 'uuid' })
  makerSiteId!: string;

  /** Case matters. */
  @Column({ type: 'text' })
  number!: string;

  /** YYYY-MM-DD: the last day of use; the last of the month where no day is given. */
  @Column({ type: 'date' })
  expiry!: string;

  @Column({ name: 'expiry_day_given', type: 'bool' })
  expiryDayGiven!: boolean;

  /** How often the expiry was corrected. */
  @Column({ type: 'int4', default: 0 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
