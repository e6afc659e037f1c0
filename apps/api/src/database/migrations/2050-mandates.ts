import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Mandates1760002050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Carers whom a patient lets answer requests: what the patient's device signed, and the keys that it sealed to the carer.
      CREATE TABLE record_mandate (
        pairing_id uuid CONSTRAINT record_mandate_pkey PRIMARY KEY
                   CONSTRAINT record_mandate_pairing_fkey REFERENCES record_pairing ON DELETE CASCADE,
        mandate    text NOT NULL,
        handed     text NOT NULL,
        categories text[] NOT NULL,
        not_after  timestamptz NOT NULL,
        created_at timestamptz NOT NULL
      );
      -- The carer who answered; null where the patient did.
      ALTER TABLE access_request ADD COLUMN answered_by uuid
        CONSTRAINT access_request_answered_by_fkey REFERENCES record_pairing ON DELETE SET NULL;
      CREATE INDEX access_request_answered_by ON access_request (answered_by) WHERE answered_by IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE access_request DROP COLUMN answered_by; DROP TABLE record_mandate;');
  }
}
