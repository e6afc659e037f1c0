import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Parties1760001010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE organisation (
        id   uuid CONSTRAINT organisation_pkey PRIMARY KEY,
        name text NOT NULL
      );

      CREATE TABLE site (
        id              uuid CONSTRAINT site_pkey PRIMARY KEY,
        organisation_id uuid NOT NULL CONSTRAINT site_organisation_fkey REFERENCES organisation,
        gln             character(13) NOT NULL,
        name            text NOT NULL,
        roles           text[] NOT NULL,
        market          text NOT NULL,
        time_zone       text NOT NULL,
        country         character(2) NOT NULL,
        region          text,
        city            text,
        address         text,
        created_at      timestamptz NOT NULL
      );
      CREATE INDEX site_organisation ON site (organisation_id);
      CREATE UNIQUE INDEX site_gln ON site (gln);
      CREATE INDEX site_name ON site (name);

      CREATE TABLE party (
        ledger_id bigint CONSTRAINT party_pkey PRIMARY KEY,
        site_id   uuid NOT NULL CONSTRAINT party_site_fkey REFERENCES site,
        main      boolean NOT NULL
      );
      CREATE INDEX party_site ON party (site_id);
      CREATE UNIQUE INDEX party_main ON party (site_id) WHERE main;

      CREATE TABLE app_user (
        id            uuid CONSTRAINT app_user_pkey PRIMARY KEY,
        email         text NOT NULL,
        name          text NOT NULL,
        locale        text NOT NULL DEFAULT 'en',
        password_hash text NOT NULL,
        pin_hash      text,
        demo          boolean NOT NULL DEFAULT false,
        created_at    timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX app_user_email ON app_user (lower(email));

      CREATE TABLE membership (
        user_id uuid NOT NULL CONSTRAINT membership_user_fkey REFERENCES app_user,
        site_id uuid NOT NULL CONSTRAINT membership_site_fkey REFERENCES site,
        duties  text[] NOT NULL DEFAULT '{}',
        CONSTRAINT membership_pkey PRIMARY KEY (user_id, site_id)
      );
      CREATE INDEX membership_site ON membership (site_id);

      CREATE TABLE session (
        id                    uuid CONSTRAINT session_pkey PRIMARY KEY,
        terminal_id           uuid NOT NULL,
        user_id               uuid NOT NULL CONSTRAINT session_user_fkey REFERENCES app_user,
        site_id               uuid NOT NULL CONSTRAINT session_site_fkey REFERENCES site,
        access_hash           bytea NOT NULL,
        access_until          timestamptz NOT NULL,
        refresh_hash          bytea NOT NULL,
        previous_refresh_hash bytea,
        renewed_at            timestamptz NOT NULL,
        pin_failures          integer NOT NULL DEFAULT 0,
        created_at            timestamptz NOT NULL,
        expires_at            timestamptz NOT NULL,
        ended_at              timestamptz
      );
      CREATE INDEX session_of_terminal ON session (terminal_id) WHERE ended_at IS NULL;
      CREATE INDEX session_of_user ON session (user_id);

      CREATE TABLE sign_in_failure (
        address text NOT NULL,
        account bytea NOT NULL,
        at      timestamptz NOT NULL
      );
      CREATE INDEX sign_in_failure_account ON sign_in_failure (account, at);
      CREATE INDEX sign_in_failure_address ON sign_in_failure (address, at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE sign_in_failure, session, membership, app_user, party, site, organisation');
  }
}
