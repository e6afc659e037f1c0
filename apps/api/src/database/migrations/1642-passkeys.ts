import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Passkeys1760001642000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE passkey (
        id            uuid CONSTRAINT passkey_pkey PRIMARY KEY,
        user_id       uuid NOT NULL CONSTRAINT passkey_user_fkey REFERENCES app_user,
        credential_id bytea NOT NULL CONSTRAINT passkey_credential UNIQUE,
        public_key    bytea NOT NULL,
        counter       bigint NOT NULL,
        transports    text[] NOT NULL,
        name          text NOT NULL,
        backed_up     boolean NOT NULL,
        created_at    timestamptz NOT NULL,
        last_used_at  timestamptz
      );
      CREATE INDEX passkey_user ON passkey (user_id);

      CREATE TABLE passkey_challenge (
        challenge   bytea CONSTRAINT passkey_challenge_pkey PRIMARY KEY,
        purpose     text NOT NULL,
        terminal_id uuid NOT NULL,
        session_id  uuid,
        expires_at  timestamptz NOT NULL
      );
      CREATE INDEX passkey_challenge_terminal ON passkey_challenge (terminal_id);
      CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE passkey_challenge, passkey');
  }
}
