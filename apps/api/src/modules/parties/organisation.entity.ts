import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A company or authority that has sites. */
@Entity({ name: 'organisation' })
export class Organisation {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'organisation_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;
}
