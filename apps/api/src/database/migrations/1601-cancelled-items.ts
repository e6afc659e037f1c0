import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why an item was cancelled: one of several can be, and the others stay open. */
export class CancelledItems1760001601000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE prescription_item ADD cancel_reason text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE prescription_item DROP COLUMN cancel_reason');
  }
}
