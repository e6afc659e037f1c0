import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The reads of a unit in the order of time: the last ones are looked at for every scan. */
export class ReadsInOrder1760002070000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX scan_record_unit;
      CREATE INDEX scan_record_unit ON scan_record (run_id, idx, event_time) WHERE run_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX scan_record_unit;
      CREATE INDEX scan_record_unit ON scan_record (run_id, idx) WHERE run_id IS NOT NULL;
    `);
  }
}
