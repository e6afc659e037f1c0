import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What carers allow: each part of a mandate is good for one access. */
export class Mandates1760002055000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The controller that the patient made for it beforehand; null for what patients allow themselves.
      ALTER TABLE opening ADD COLUMN mandated text CONSTRAINT opening_mandated UNIQUE;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE opening DROP COLUMN mandated');
  }
}
