import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What carers allow: each part of a mandate is good for one access. */
export class Mandates1760002055000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The controller that the patient made for it beforehand; null for what patients allow themselves.
      ALTER TABLE opening ADD COLUMN mandated text;
      -- Of one patient: controllers stand on the ledger, and another patient's mandate could name them first.
      ALTER TABLE opening ADD CONSTRAINT opening_mandated UNIQUE (pseudonym, mandated);
      DROP INDEX opening_patient;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX opening_patient ON opening (pseudonym)');
    await db.query('ALTER TABLE opening DROP COLUMN mandated');
  }
}
