import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Machines1760001830000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Software of a site has a name among the people, so that everything it does bears it.
      ALTER TABLE app_user ADD COLUMN machine boolean NOT NULL DEFAULT false;

      CREATE TABLE machine (
        id          uuid CONSTRAINT machine_pkey PRIMARY KEY CONSTRAINT machine_user_fkey REFERENCES app_user,
        site_id     uuid NOT NULL CONSTRAINT machine_site_fkey REFERENCES site,
        scopes      text[] NOT NULL,
        created_by  uuid NOT NULL CONSTRAINT machine_creator_fkey REFERENCES app_user,
        created_at  timestamptz NOT NULL,
        revoked_at  timestamptz
      );
      CREATE INDEX machine_site ON machine (site_id);

      CREATE TABLE machine_key (
        id           uuid CONSTRAINT machine_key_pkey PRIMARY KEY,
        machine_id   uuid NOT NULL CONSTRAINT machine_key_machine_fkey REFERENCES machine,
        -- What tells it from others: how the key begins, or the name (kid) of the public key.
        shown        text NOT NULL,
        -- SHA-256 of a key that the machine sends along ...
        hash         bytea,
        -- ... or the public key (JWK) and algorithm of a machine that signs.
        public_key   jsonb,
        alg          text,
        created_at   timestamptz NOT NULL,
        expires_at   timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at   timestamptz,
        CONSTRAINT machine_key_kind CHECK ((hash IS NULL) = (public_key IS NOT NULL AND alg IS NOT NULL))
      );
      CREATE INDEX machine_key_machine ON machine_key (machine_id);

      -- Assertions that were used, until they would be refused as too old anyway.
      CREATE TABLE machine_assertion (
        machine_id uuid NOT NULL CONSTRAINT machine_assertion_machine_fkey REFERENCES machine,
        jti_hash   bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT machine_assertion_pkey PRIMARY KEY (machine_id, jti_hash)
      );
      CREATE INDEX machine_assertion_expires ON machine_assertion (expires_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE machine_assertion, machine_key, machine');
    await db.query('DELETE FROM app_user WHERE machine');
    await db.query('ALTER TABLE app_user DROP COLUMN machine');
  }
}
