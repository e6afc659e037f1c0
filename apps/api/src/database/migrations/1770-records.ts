import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Records1760001770000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE app_user ADD COLUMN patient boolean NOT NULL DEFAULT false;
      -- A patient works nowhere.
      ALTER TABLE session ALTER COLUMN site_id DROP NOT NULL;

      -- Which account keeps which record. What opens it is sealed: nobody here can.
      CREATE TABLE patient_record (
        user_id        uuid CONSTRAINT patient_record_pkey PRIMARY KEY
                       CONSTRAINT patient_record_user_fkey REFERENCES app_user,
        pseudonym      bytea NOT NULL,
        keybag         bytea NOT NULL,
        keybag_version integer NOT NULL,
        created_at     timestamptz NOT NULL,
        changed_at     timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX patient_record_pseudonym ON patient_record (pseudonym);

      -- The keys of the record's epochs, each sealed to the patient.
      CREATE TABLE record_epoch (
        user_id  uuid NOT NULL CONSTRAINT record_epoch_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        category text NOT NULL,
        epoch    integer NOT NULL,
        wrap     text NOT NULL,
        CONSTRAINT record_epoch_pkey PRIMARY KEY (user_id, category, epoch)
      );

      -- What a patient shows at a desk, for minutes: the hash of it.
      CREATE TABLE record_code (
        code_hash  bytea CONSTRAINT record_code_pkey PRIMARY KEY,
        user_id    uuid NOT NULL CONSTRAINT record_code_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        expires_at timestamptz NOT NULL
      );
      CREATE TABLE record_code_failure (
        site_id uuid NOT NULL,
        at      timestamptz NOT NULL
      );
      CREATE INDEX record_code_failure_site ON record_code_failure (site_id, at);

      -- A patient as a site knows one: by its own number, never by a name here.
      CREATE TABLE record_pairing (
        id         uuid CONSTRAINT record_pairing_pkey PRIMARY KEY,
        site_id    uuid NOT NULL CONSTRAINT record_pairing_site_fkey REFERENCES site,
        user_id    uuid NOT NULL CONSTRAINT record_pairing_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        own_number text NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX record_pairing_of_site ON record_pairing (site_id, user_id);
      CREATE INDEX record_pairing_of_record ON record_pairing (user_id);

      -- Public keys of the device at which somebody reads and writes.
      CREATE TABLE reader_key (
        id         uuid CONSTRAINT reader_key_pkey PRIMARY KEY,
        site_id    uuid NOT NULL CONSTRAINT reader_key_site_fkey REFERENCES site,
        user_id    uuid NOT NULL CONSTRAINT reader_key_user_fkey REFERENCES app_user,
        kem_key    text NOT NULL,
        sign_key   text NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX reader_key_sign ON reader_key (sign_key);

      CREATE TABLE access_request (
        id          uuid CONSTRAINT access_request_pkey PRIMARY KEY,
        pairing_id  uuid NOT NULL CONSTRAINT access_request_pairing_fkey REFERENCES record_pairing ON DELETE CASCADE,
        key_id      uuid NOT NULL CONSTRAINT access_request_key_fkey REFERENCES reader_key,
        purpose     text NOT NULL,
        categories  text[] NOT NULL,
        until       timestamptz NOT NULL,
        words       text NOT NULL,
        status      text NOT NULL DEFAULT 'OPEN',
        created_at  timestamptz NOT NULL,
        answered_at timestamptz
      );
      CREATE INDEX access_request_pairing ON access_request (pairing_id, created_at);

      -- What the patient's device made for the one who asked: signed, and sealed to the reader's device.
      CREATE TABLE record_grant (
        request_id        uuid CONSTRAINT record_grant_pkey PRIMARY KEY
                          CONSTRAINT record_grant_request_fkey REFERENCES access_request ON DELETE CASCADE,
        opening           text NOT NULL,
        wraps             text[] NOT NULL,
        not_after         timestamptz NOT NULL,
        operation_id      uuid NOT NULL,
        revoked_at        timestamptz,
        revoked_operation uuid,
        created_at        timestamptz NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE record_grant, access_request, reader_key, record_pairing, record_code_failure, record_code,
        record_epoch, patient_record;
      DELETE FROM session WHERE site_id IS NULL;
      ALTER TABLE session ALTER COLUMN site_id SET NOT NULL;
      ALTER TABLE app_user DROP COLUMN patient;
    `);
  }
}
