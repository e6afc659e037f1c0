import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PatientNotices1760001955000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE notice_delivery ALTER COLUMN site_id DROP NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM notice_delivery WHERE site_id IS NULL');
    await db.query('ALTER TABLE notice_delivery ALTER COLUMN site_id SET NOT NULL');
  }
}
