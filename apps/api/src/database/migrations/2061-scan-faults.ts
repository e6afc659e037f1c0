import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ScanFaults1760002061000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Which fault of a scanner a near miss is; null of other scans, and of those from before.
      ALTER TABLE scan_record ADD COLUMN scan_fault text;
      CREATE INDEX scan_record_faults ON scan_record (event_time, site_id, scan_fault) WHERE scan_fault IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE scan_record DROP COLUMN scan_fault');
  }
}
