import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Corrections of a lot say whether a day was given, and which operation took them to the ledger. */
export class LotAmendments1760001400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE lot_amendment
        ADD COLUMN day_given_before boolean NOT NULL DEFAULT true,
        ADD COLUMN day_given_after  boolean NOT NULL DEFAULT true,
        ADD COLUMN operation_id     uuid;
      ALTER TABLE lot_amendment
        ALTER COLUMN day_given_before DROP DEFAULT,
        ALTER COLUMN day_given_after DROP DEFAULT;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE lot_amendment DROP COLUMN day_given_before, DROP COLUMN day_given_after, DROP COLUMN operation_id;
    `);
  }
}
