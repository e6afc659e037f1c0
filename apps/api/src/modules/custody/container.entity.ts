import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export const CONTAINER_KINDS = ['CARTON', 'PALLET'] as const;
export type ContainerKind = (typeof CONTAINER_KINDS)[number];

/** A carton or pallet with its SSCC. */
@Entity({ name: 'container' })
@Index('container_site', ['siteId', 'sscc'])
export class Container {
  @PrimaryColumn({ type: 'char', length: 18, primaryKeyConstraintName: 'container_pkey' })
  sscc!: string;

  @Column({ type: 'text' })
  kind!: ContainerKind;

  @Index('container_parent')
  @ForeignKey(() => Container, { name: 'container_parent_fkey' })
  @Column({ name: 'parent_sscc', type: 'char', length: 18, nullable: true })
  parentSscc!: string | null;

  /** Where it is: the site that packed it, or that received it last. */
  @Column({ name: 'site_id', type: 'uuid' })
  siteId!: string;

  @Column({ name: 'packed_at', type: 'timestamptz' })
  packedAt!: Date;
}
