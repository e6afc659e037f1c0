import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SeenSessions1760001640000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE session
        -- What its owner recognises it by. The address is kept shortened only.
        ADD COLUMN device text NOT NULL DEFAULT '',
        ADD COLUMN address text NOT NULL DEFAULT '',
        -- Until when the person counts as having just shown who they are.
        ADD COLUMN fresh_until timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE session DROP COLUMN device, DROP COLUMN address, DROP COLUMN fresh_until');
  }
}
