import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Emergencies1760001950000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Who opted in to the emergency summary. What opens it lies with the release nodes.
      CREATE TABLE record_emergency (
        user_id      uuid CONSTRAINT record_emergency_pkey PRIMARY KEY
                     CONSTRAINT record_emergency_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        opening      text NOT NULL,
        not_after    timestamptz NOT NULL,
        operation_id uuid NOT NULL,
        kept_at      timestamptz NOT NULL
      );

      -- The code on the printed emergency card: the hash of it.
      CREATE TABLE emergency_card (
        user_id    uuid CONSTRAINT emergency_card_pkey PRIMARY KEY
                   CONSTRAINT emergency_card_record_fkey REFERENCES patient_record ON DELETE CASCADE,
        code_hash  bytea NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX emergency_card_code ON emergency_card (code_hash);

      -- Who read without asking. It stays when the record is erased, and then names no patient.
      CREATE TABLE emergency_access (
        id           uuid CONSTRAINT emergency_access_pkey PRIMARY KEY,
        site_id      uuid NOT NULL CONSTRAINT emergency_access_site_fkey REFERENCES site,
        reader_id    uuid NOT NULL CONSTRAINT emergency_access_reader_fkey REFERENCES app_user,
        record_id    uuid CONSTRAINT emergency_access_record_fkey REFERENCES patient_record ON DELETE SET NULL,
        reason       text NOT NULL,
        words        text NOT NULL,
        operation_id uuid NOT NULL,
        created_at   timestamptz NOT NULL,
        outcome      text,
        review_words text,
        reviewer_id  uuid CONSTRAINT emergency_access_reviewer_fkey REFERENCES app_user,
        reviewed_at  timestamptz
      );
      CREATE INDEX emergency_access_site ON emergency_access (site_id, created_at);
      CREATE INDEX emergency_access_of_record ON emergency_access (record_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE emergency_access, emergency_card, record_emergency;');
  }
}
