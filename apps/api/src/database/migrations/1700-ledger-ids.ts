import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LedgerIds1760001700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE party ADD COLUMN purpose text, ADD COLUMN roles text[]');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE party DROP COLUMN purpose, DROP COLUMN roles');
  }
}
