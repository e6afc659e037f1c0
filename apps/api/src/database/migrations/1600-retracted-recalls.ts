import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A proposed recall can be taken back by the site that proposed it. */
export class RetractedRecalls1760001600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE recall
        ADD retracted_by   uuid,
        ADD retracted_at   timestamptz,
        ADD retract_reason text;
      ALTER TABLE recall_run ADD retraction_operation_id uuid;
      CREATE INDEX recall_run_retraction ON recall_run (retraction_operation_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE recall_run DROP COLUMN retraction_operation_id;
      ALTER TABLE recall DROP COLUMN retracted_by, DROP COLUMN retracted_at, DROP COLUMN retract_reason;
    `);
  }
}
