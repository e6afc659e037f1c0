import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ShownFactors1760002110000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Whether more than the password was shown in it. Of sessions that are open, nobody knows.
      ALTER TABLE session ADD COLUMN second_factor boolean NOT NULL DEFAULT false;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE session DROP COLUMN second_factor');
  }
}
