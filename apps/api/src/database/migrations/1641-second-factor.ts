import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SecondFactor1760001641000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE data_key (
        id         uuid CONSTRAINT data_key_pkey PRIMARY KEY,
        wrapped    bytea NOT NULL,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE totp (
        user_id      uuid CONSTRAINT totp_pkey PRIMARY KEY CONSTRAINT totp_user_fkey REFERENCES app_user,
        secret       bytea NOT NULL,
        created_at   timestamptz NOT NULL,
        confirmed_at timestamptz,
        -- The time step of the last code that was taken: none is taken twice (RFC 6238, 5.2).
        last_step    bigint NOT NULL DEFAULT 0,
        failures     integer NOT NULL DEFAULT 0,
        failed_at    timestamptz
      );

      CREATE TABLE recovery_code (
        user_id uuid NOT NULL CONSTRAINT recovery_code_user_fkey REFERENCES app_user,
        hash    bytea NOT NULL,
        used_at timestamptz,
        CONSTRAINT recovery_code_pkey PRIMARY KEY (user_id, hash)
      );

      CREATE TABLE pending_sign_in (
        id          uuid CONSTRAINT pending_sign_in_pkey PRIMARY KEY,
        token_hash  bytea NOT NULL,
        user_id     uuid NOT NULL CONSTRAINT pending_sign_in_user_fkey REFERENCES app_user,
        site_id     uuid,
        terminal_id uuid NOT NULL,
        expires_at  timestamptz NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE pending_sign_in, recovery_code, totp, data_key');
  }
}
