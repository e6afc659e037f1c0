import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OwnRecordFiles1760002040000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What patients bring back into their own record comes from no site.
      ALTER TABLE record_file ALTER COLUMN site_id DROP NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM record_file WHERE site_id IS NULL;
      ALTER TABLE record_file ALTER COLUMN site_id SET NOT NULL;
    `);
  }
}
