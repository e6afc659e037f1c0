import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Refusals1760001970000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Who asks a patient in vain from now on, about which part: until the patient takes it back.
      CREATE TABLE record_refusal (
        id         uuid CONSTRAINT record_refusal_pkey PRIMARY KEY,
        pairing_id uuid NOT NULL CONSTRAINT record_refusal_pairing_fkey REFERENCES record_pairing ON DELETE CASCADE,
        reader_id  uuid NOT NULL CONSTRAINT record_refusal_reader_fkey REFERENCES app_user,
        category   text NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX record_refusal_once ON record_refusal (pairing_id, reader_id, category);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE record_refusal;');
  }
}
