import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** An entry's place in the chain of its site. Only ever added to. */
@Entity({ name: 'audit_link' })
@Unique('audit_link_entry', ['entryId'])
export class AuditLink {
  /** The site; the zero UUID for what the node does by itself. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'audit_link_pkey' })
  chain!: string;

  /** From 1, without gaps. */
  @PrimaryColumn({ type: 'int8', primaryKeyConstraintName: 'audit_link_pkey' })
  seq!: number;

  @Column({ name: 'entry_id', type: 'int8' })
  entryId!: number;

  /** Stands for what names a person, also after that is forgotten. */
  @Column({ name: 'private_hash', type: 'bytea' })
  privateHash!: Buffer;

  @Column({ type: 'bytea' })
  previous!: Buffer;

  @Index('audit_link_hash')
  @Column({ type: 'bytea' })
  hash!: Buffer;
}
