import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of what patients are told outside the app, and what waits to be told. */
export class Notices1760002030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE notice (
        pseudonym   text CONSTRAINT notice_pkey PRIMARY KEY
          CONSTRAINT notice_patient_fkey REFERENCES patient ON DELETE CASCADE,
        -- Where the platform finds the patient by; nothing else is said there.
        address     text NOT NULL,
        kinds       text[] NOT NULL,
        -- Grows with each line that is to be told of.
        happened    bigint NOT NULL DEFAULT 0,
        -- When it is told, or tried again; null where nothing waits.
        next_at     timestamptz,
        attempts    integer NOT NULL DEFAULT 0,
        -- Not before this: many looks are one notice.
        quiet_until timestamptz
      );
      CREATE INDEX notice_due ON notice (next_at) WHERE next_at IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE notice;');
  }
}
