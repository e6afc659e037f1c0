import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeptEpochs1760001850000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- By it, a device knows whether an epoch began before or after an access ended.
      ALTER TABLE record_epoch ADD COLUMN kept_at timestamptz NOT NULL DEFAULT now();
      ALTER TABLE record_epoch ALTER COLUMN kept_at DROP DEFAULT;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE record_epoch DROP COLUMN kept_at');
  }
}
