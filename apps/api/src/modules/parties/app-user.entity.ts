import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person. The email is unique whatever its case (index app_user_email on lower(email)). */
@Entity({ name: 'app_user' })
export class AppUser {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'app_user_pkey' })
  id!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  name!: string;

  /** BCP 47, such as de or en-US. */
  @Column({ type: 'text', default: 'en' })
  locale!: string;

  /** argon2id, PHC string; null for who signs in with passkeys alone. */
  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash!: string | null;

  /** argon2id of the PIN for switching on a shared terminal. */
  @Column({ name: 'pin_hash', type: 'text', nullable: true })
  pinHash!: string | null;

  /** Shown on the sign-in screen of a demo; never true anywhere else. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;

  /** Somebody who keeps a record here, and works at no site. */
  @Column({ type: 'boolean', default: false })
  patient!: boolean;

  /** Software of a site, whose acts bear its name; it cannot sign in. */
  @Column({ type: 'boolean', default: false })
  machine!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
